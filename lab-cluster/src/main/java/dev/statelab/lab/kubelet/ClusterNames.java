package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.container.PodNetwork;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Names and addresses inside a pod: the cluster's DNS, and the way from a service's address to one of its pods.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/">DNS for Services and Pods</a>
 */
final class ClusterNames implements PodNetwork.Names {

    private static final String ZONE = "svc.cluster.local";
    private static final String ADDRESS = "\\d{1,3}(\\.\\d{1,3}){3}";
    private static final String SERVICE_NAME = "kubernetes.io/service-name";
    private static final int LABELS_OF_FULL_NAME = 5;

    private final Api api;
    private final PodNetworks networks;
    private final String namespace;
    private final String ownAddress;
    private final AtomicInteger turn = new AtomicInteger();

    ClusterNames(Api api, PodNetworks networks, String namespace, String ownAddress) {
        this.api = api;
        this.networks = networks;
        this.namespace = namespace;
        this.ownAddress = ownAddress;
    }

    @Override
    public Optional<InetSocketAddress> resolve(String host, int port) {
        if (host.equals("localhost") || host.startsWith("127.")) {
            return networks.at(ownAddress).flatMap(own -> own.fromInside(port));
        }
        if (host.matches(ADDRESS)) {
            return networks.at(host).isPresent() ? ofPod(host, port) : ofServiceAddress(host, port);
        }
        if (networks.at(ownAddress).filter(own -> own.hostname().equals(host)).isPresent()) {
            return ofPod(ownAddress, port);
        }
        return candidates(host).stream().map(name -> ofName(name, port)).flatMap(Optional::stream).findFirst();
    }

    private Optional<InetSocketAddress> ofPod(String address, int port) {
        return networks.at(address).flatMap(network -> network.fromOutside(port));
    }

    /** What a name may stand for, as the search list of a pod's {@code /etc/resolv.conf} completes it. */
    private List<String> candidates(String host) {
        if (host.endsWith(".")) {
            return List.of(host.substring(0, host.length() - 1));
        }
        var completed = List.of(host + "." + namespace + "." + ZONE, host + "." + ZONE, host + ".cluster.local");
        var all = new ArrayList<>(completed);
        all.add(host.chars().filter(character -> character == '.').count() >= LABELS_OF_FULL_NAME ? 0 : 3, host);
        return all;
    }

    /** @param name {@code [<pod>.]<service>.<namespace>.svc.cluster.local} */
    private Optional<InetSocketAddress> ofName(String name, int port) {
        if (!name.endsWith("." + ZONE)) {
            return Optional.empty();
        }
        var labels = name.substring(0, name.length() - ZONE.length() - 1).split("\\.", -1);
        return switch (labels.length) {
            case 2 -> api.find(ResourceTypes.SERVICE, labels[1], labels[0])
                    .flatMap(service -> ofService(service, port));
            case 3 -> readyEndpoints(labels[2], labels[1])
                    .filter(endpoint -> endpoint.path("hostname").asText().equals(labels[0])).findFirst()
                    .flatMap(endpoint -> ofPod(address(endpoint), port));
            default -> Optional.empty();
        };
    }

    private Optional<InetSocketAddress> ofService(JsonNode service, int port) {
        var spec = service.path("spec");
        if (spec.path("type").asText().equals("ExternalName")) {
            return resolve(spec.path("externalName").asText() + ".", port);
        }
        var servicePort = spec.path("clusterIP").asText().equals("None")
                ? Optional.of(port)
                : targetPort(service, port);
        var metadata = service.path("metadata");
        var ready = readyEndpoints(metadata.path("namespace").asText(), metadata.path("name").asText()).toList();
        if (ready.isEmpty()) {
            return Optional.empty();
        }
        var chosen = ready.get(Math.floorMod(turn.getAndIncrement(), ready.size()));
        return servicePort.flatMap(target -> ofPod(address(chosen), target));
    }

    private Optional<InetSocketAddress> ofServiceAddress(String address, int port) {
        return api.list(ResourceTypes.SERVICE, "").items().stream()
                .filter(service -> service.path("spec").path("clusterIP").asText().equals(address)).findFirst()
                .flatMap(service -> ofService(service, port));
    }

    /** The port of the pods behind a port of the service. */
    private Optional<Integer> targetPort(JsonNode service, int port) {
        var metadata = service.path("metadata");
        return service.path("spec").path("ports").valueStream()
                .filter(candidate -> candidate.path("port").asInt() == port).findFirst()
                .flatMap(found -> slices(metadata.path("namespace").asText(), metadata.path("name").asText())
                        .flatMap(slice -> slice.path("ports").valueStream())
                        .filter(target -> target.path("name").asText().equals(found.path("name").asText()))
                        .map(target -> target.path("port").asInt()).findFirst());
    }

    private Stream<ObjectNode> slices(String serviceNamespace, String service) {
        return api.list(ResourceTypes.ENDPOINT_SLICE, serviceNamespace).items().stream().filter(
                slice -> slice.path("metadata").path("labels").path(SERVICE_NAME).asText().equals(service));
    }

    private Stream<JsonNode> readyEndpoints(String serviceNamespace, String service) {
        return slices(serviceNamespace, service).flatMap(slice -> slice.path("endpoints").valueStream())
                .filter(endpoint -> endpoint.path("conditions").path("ready").asBoolean(true));
    }

    private static String address(JsonNode endpoint) {
        return endpoint.path("addresses").path(0).asText();
    }
}
