package dev.statelab.core.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.Limits;
import dev.statelab.core.cluster.Resolution.Endpoint;
import dev.statelab.core.cluster.Resolution.NoSuchName;
import dev.statelab.core.cluster.Resolution.Resolved;
import dev.statelab.core.cluster.Resolution.Unknown;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks up names as the cluster's DNS answers them to a pod of the same namespace: {@code <service>}, or
 * {@code <pod>.<service>}, with or without {@code .<namespace>.svc.cluster.local}. A pure function of a state with
 * Services, EndpointSlices and pods.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/">DNS for Services and Pods</a>
 */
public final class ClusterNames {

    /** What a lookup reads. */
    public static final Set<ResourceKind> KINDS = Set.of(ResourceKind.SERVICE, ResourceKind.ENDPOINT_SLICE,
            ResourceKind.POD);

    private static final Pattern NAME = Pattern
            .compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
    private static final int LONGEST_NAME = 253;
    private static final List<String> ZONES = List.of(".svc.cluster.local", ".svc");
    private static final String SERVICE_NAME = "kubernetes.io/service-name";

    private final ClusterState state;

    private ClusterNames(ClusterState state) {
        this.state = state;
    }

    /** Whether a text can be looked up at all. */
    public static boolean isName(String text) {
        return text.length() <= LONGEST_NAME && NAME.matcher(withoutDot(text)).matches();
    }

    /** Looks up one name, for which {@link #isName} holds. */
    public static Resolution lookup(ClusterState state, String name) {
        for (ResourceKind kind : KINDS) {
            if (state.listing(kind) instanceof Listing.Unreadable(Cause cause)) {
                return new Unknown(cause);
            }
        }
        return new ClusterNames(state).lookup(withoutDot(name));
    }

    private static String withoutDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private Resolution lookup(String name) {
        Optional<String> zone = ZONES.stream().filter(name::endsWith).findFirst();
        List<String> labels = List.of(name.substring(0, name.length() - zone.orElse("").length()).split("\\."));
        boolean full = zone.isPresent();
        if (labels.size() > 3 || (full && labels.size() == 1)) {
            return new NoSuchName("'" + name + "' is not the name of a Service or of a pod behind one");
        }
        if (labels.size() == 3) {
            return inNamespace(labels.getLast(), () -> pod(labels.get(1), labels.getFirst()));
        }
        if (full) {
            return inNamespace(labels.getLast(), () -> service(labels.getFirst()));
        }
        // The search list of a pod completes a name with its own namespace first.
        return labels.size() == 1 ? service(labels.getFirst()) : podOrService(labels);
    }

    private Resolution podOrService(List<String> labels) {
        Resolution pod = pod(labels.getLast(), labels.getFirst());
        boolean own = labels.getLast().equals(state.namespace());
        return pod instanceof NoSuchName && own ? service(labels.getFirst()) : pod;
    }

    @FunctionalInterface
    private interface Lookup {
        Resolution lookup();
    }

    private Resolution inNamespace(String namespace, Lookup lookup) {
        return namespace.equals(state.namespace())
                ? lookup.lookup()
                : new Unknown(
                        new Cause(Cause.Reason.FAULTY_TASK, "the task looks up a name in the namespace " + namespace
                                + ", but only " + state.namespace() + " is looked at"));
    }

    private Resolution service(String name) {
        Optional<KubernetesObject> found = find(name);
        if (found.isEmpty()) {
            return new NoSuchName("there is no Service " + name);
        }
        JsonNode spec = found.get().json().path("spec");
        if (spec.path("type").asText().equals("ExternalName")) {
            return new NoSuchName("Service " + name + " is an ExternalName, which leads out of the cluster to "
                    + Limits.cut(spec.path("externalName").asText(), Limits.TEXT));
        }
        String address = spec.path("clusterIP").asText("");
        if (address.isEmpty()) {
            return new NoSuchName("Service " + name + " has no address yet");
        }
        if (!address.equals("None")) {
            return new Resolved(name, true, List.of(new Endpoint(address, Optional.empty())));
        }
        return resolved(name, _ -> true, "Service " + name + " has no ready endpoint");
    }

    /** By the host name of an endpoint, which it has where the pod's {@code subdomain} is the Service's name. */
    private Resolution pod(String service, String pod) {
        if (find(service).isEmpty()) {
            return new NoSuchName("there is no Service " + service);
        }
        return resolved(service, endpoint -> endpoint.path("hostname").asText("").equals(pod),
                "Service " + service + " has no ready endpoint with the host name " + pod + hostnames(service));
    }

    private String hostnames(String service) {
        List<String> names = ready(service).map(endpoint -> endpoint.path("hostname").asText(""))
                .filter(name -> !name.isEmpty()).distinct().sorted().limit(Limits.NAMED_OBJECTS).toList();
        if (!names.isEmpty()) {
            return "; it has " + String.join(", ", names);
        }
        return ready(service).findAny().isPresent()
                ? "; its endpoints have no host names, since no StatefulSet names it as its serviceName"
                : "; it has no ready endpoint at all";
    }

    private Resolution resolved(String service, Predicate<JsonNode> wanted, String otherwise) {
        List<Endpoint> endpoints = ready(service).filter(wanted).map(this::endpoint).distinct().toList();
        return endpoints.isEmpty() ? new NoSuchName(otherwise) : new Resolved(service, false, endpoints);
    }

    private Stream<JsonNode> ready(String service) {
        return Relations.all(state, ResourceKind.ENDPOINT_SLICE).stream()
                .filter(slice -> Relations.hasLabels(slice, Map.of(SERVICE_NAME, service)))
                .flatMap(slice -> Relations.stream(slice.json().path("endpoints")))
                .filter(endpoint -> endpoint.path("conditions").path("ready").asBoolean(true));
    }

    /** An EndpointSlice made by hand may say anything: only the pod itself says what its address is. */
    private Endpoint endpoint(JsonNode endpoint) {
        String address = endpoint.path("addresses").path(0).asText("");
        return new Endpoint(address, Relations.all(state, ResourceKind.POD).stream()
                .filter(pod -> pod.uid().equals(endpoint.path("targetRef").path("uid").asText("")))
                .filter(pod -> Relations.stream(pod.json().path("status").path("podIPs"))
                        .anyMatch(ip -> ip.path("ip").asText().equals(address)))
                .findFirst());
    }

    private Optional<KubernetesObject> find(String service) {
        return Relations.all(state, ResourceKind.SERVICE).stream()
                .filter(object -> object.name().equals(service) && !object.isTerminating()).findFirst();
    }
}
