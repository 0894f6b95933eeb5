package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.container.PodNetwork;
import dev.statelab.lab.container.PodNetwork.Answer;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Names and addresses inside a pod: what the cluster's DNS says, as CoreDNS does, and the way from an address to a pod,
 * as kube-proxy has it.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/">DNS for Services and Pods</a>
 */
final class ClusterNames implements PodNetwork.Names {

    static final String DOMAIN = "cluster.local";
    static final String ZONE = "svc." + DOMAIN;

    private static final String POD_ZONE = "pod." + DOMAIN;
    private static final String ADDRESS = "\\d{1,3}(\\.\\d{1,3}){3}";
    private static final String DASHED_ADDRESS = "\\d{1,3}(-\\d{1,3}){3}";
    private static final String SERVICE_NAME = "kubernetes.io/service-name";
    private static final int DOTS_OF_FULL_NAME = 5;
    private static final int LONGEST_CHAIN = 8;

    private final Api api;
    private final PodNetworks networks;
    private final String namespace;
    private final AtomicInteger turn = new AtomicInteger();

    ClusterNames(Api api, PodNetworks networks, String namespace) {
        this.api = api;
        this.networks = networks;
        this.namespace = namespace;
    }

    @Override
    public Optional<InetSocketAddress> resolve(String host, int port) {
        var addresses = host.matches(ADDRESS)
                ? List.of(host)
                : lookup(host).map(Answer::addresses).orElseGet(List::of);
        int first = turn.getAndIncrement();
        return Stream.iterate(0, i -> i < addresses.size(), i -> i + 1)
                .map(i -> addresses.get(Math.floorMod(first + i, addresses.size())))
                .map(address -> route(address, port)).flatMap(Optional::stream).findFirst();
    }

    private Optional<InetSocketAddress> route(String address, int port) {
        return networks.at(address).isPresent() ? ofPod(address, port) : ofService(address, port);
    }

    private Optional<InetSocketAddress> ofPod(String address, int port) {
        return networks.at(address).flatMap(network -> network.fromOutside(port));
    }

    @Override
    public Optional<Answer> lookup(String host) {
        return candidates(host).stream().map(name -> ofName(name, 0)).flatMap(Optional::stream).findFirst();
    }

    /** What a name may stand for, as the search list of a pod's {@code /etc/resolv.conf} completes it. */
    private List<String> candidates(String host) {
        if (host.endsWith(".")) {
            return List.of(host.substring(0, host.length() - 1));
        }
        var completed = List.of(host + "." + namespace + "." + ZONE, host + "." + ZONE, host + "." + DOMAIN);
        var all = new ArrayList<>(completed);
        boolean full = host.chars().filter(character -> character == '.').count() >= DOTS_OF_FULL_NAME;
        all.add(full ? 0 : completed.size(), host);
        return all;
    }

    /** @param name in full: {@code [<pod>.]<service>.<namespace>.svc.cluster.local} */
    private Optional<Answer> ofName(String name, int aliases) {
        if (name.endsWith("." + POD_ZONE)) {
            return labels(name, POD_ZONE).length == 2 && labels(name, POD_ZONE)[0].matches(DASHED_ADDRESS)
                    ? Optional.of(answer(name, List.of(labels(name, POD_ZONE)[0].replace('-', '.'))))
                    : Optional.empty();
        }
        if (!name.endsWith("." + ZONE)) {
            return Optional.empty();
        }
        var labels = labels(name, ZONE);
        return switch (labels.length) {
            case 2 -> api.find(ResourceTypes.SERVICE, labels[1], labels[0])
                    .flatMap(service -> ofService(name, service, aliases));
            case 3 -> answered(name, ready(labels[2], labels[1])
                    .filter(endpoint -> isCalled(endpoint, labels[0])).map(ClusterNames::address).toList());
            default -> Optional.empty();
        };
    }

    private static String[] labels(String name, String zone) {
        return name.substring(0, name.length() - zone.length() - 1).split("\\.", -1);
    }

    /** By its host name, or by its address where it has none. */
    private static boolean isCalled(JsonNode endpoint, String label) {
        var hostname = endpoint.path("hostname").asText();
        return label.equals(hostname.isEmpty() ? address(endpoint).replace('.', '-') : hostname);
    }

    private Optional<Answer> ofService(String name, JsonNode service, int aliases) {
        var spec = service.path("spec");
        if (spec.path("type").asText().equals("ExternalName")) {
            var target = spec.path("externalName").asText();
            var found = aliases < LONGEST_CHAIN ? ofName(target, aliases + 1) : Optional.<Answer>empty();
            return Optional.of(new Answer(name, found.map(Answer::canonical).orElse(target),
                    found.map(Answer::addresses).orElseGet(List::of)));
        }
        var address = spec.path("clusterIP").asText();
        return address.equals("None")
                ? answered(name, ready(service).map(ClusterNames::address).toList())
                : Optional.of(answer(name, List.of(address)));
    }

    private static Optional<Answer> answered(String name, List<String> addresses) {
        return addresses.isEmpty() ? Optional.empty() : Optional.of(answer(name, addresses));
    }

    private static Answer answer(String name, List<String> addresses) {
        return new Answer(name, name, addresses);
    }

    /** From a service's own address to one of its ready pods; empty where there is none, which refuses. */
    private Optional<InetSocketAddress> ofService(String address, int port) {
        return api.list(ResourceTypes.SERVICE, "").items().stream()
                .filter(service -> service.path("spec").path("clusterIP").asText().equals(address)).findFirst()
                .flatMap(service -> behind(service, port));
    }

    private Optional<InetSocketAddress> behind(JsonNode service, int port) {
        var ready = ready(service).toList();
        if (ready.isEmpty()) {
            return Optional.empty();
        }
        var chosen = ready.get(Math.floorMod(turn.getAndIncrement(), ready.size()));
        return targetPort(service, port).flatMap(target -> ofPod(address(chosen), target));
    }

    /** The port of the pods behind a port of the service. */
    private Optional<Integer> targetPort(JsonNode service, int port) {
        return service.path("spec").path("ports").valueStream()
                .filter(candidate -> candidate.path("port").asInt() == port).findFirst()
                .flatMap(found -> slices(service).flatMap(slice -> slice.path("ports").valueStream())
                        .filter(target -> target.path("name").asText().equals(found.path("name").asText()))
                        .map(target -> target.path("port").asInt()).findFirst());
    }

    private Stream<ObjectNode> slices(JsonNode service) {
        var metadata = service.path("metadata");
        return slices(metadata.path("namespace").asText(), metadata.path("name").asText());
    }

    private Stream<ObjectNode> slices(String serviceNamespace, String service) {
        return api.list(ResourceTypes.ENDPOINT_SLICE, serviceNamespace).items().stream().filter(
                slice -> slice.path("metadata").path("labels").path(SERVICE_NAME).asText().equals(service));
    }

    private Stream<JsonNode> ready(JsonNode service) {
        var metadata = service.path("metadata");
        return ready(metadata.path("namespace").asText(), metadata.path("name").asText());
    }

    private Stream<JsonNode> ready(String serviceNamespace, String service) {
        return slices(serviceNamespace, service).flatMap(slice -> slice.path("endpoints").valueStream())
                .filter(endpoint -> endpoint.path("conditions").path("ready").asBoolean(true));
    }

    private static String address(JsonNode endpoint) {
        return endpoint.path("addresses").path(0).asText();
    }
}
