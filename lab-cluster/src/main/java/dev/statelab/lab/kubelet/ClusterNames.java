package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.container.PodNetwork;
import dev.statelab.lab.container.PodNetwork.Answer;
import dev.statelab.lab.container.PodNetwork.ServiceRecord;
import dev.statelab.lab.container.ResolvConf;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Names and addresses inside a pod: what the cluster's DNS says to it, and the way from an address to a pod, as
 * kube-proxy has it. There is nobody else to ask: where a pod does not ask the cluster, no name is known.
 */
final class ClusterNames implements PodNetwork.Names {

    private static final String ADDRESS = "\\d{1,3}(\\.\\d{1,3}){3}";

    private final Api api;
    private final PodNetworks networks;
    private final String nodeAddress;
    private final ClusterDns dns;
    private final ResolvConf asked;
    private final AtomicInteger turn = new AtomicInteger();

    /** @param asked whom the pod asks, and how it completes names */
    ClusterNames(Api api, PodNetworks networks, String nodeAddress, ResolvConf asked) {
        this.api = api;
        this.networks = networks;
        this.nodeAddress = nodeAddress;
        this.dns = new ClusterDns(api);
        this.asked = asked;
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

    @Override
    public Optional<Answer> lookup(String host) {
        return candidates(host).map(dns::addresses).flatMap(Optional::stream).findFirst();
    }

    @Override
    public List<ServiceRecord> services(String name) {
        return candidates(name).map(dns::services).filter(found -> !found.isEmpty()).findFirst().orElseGet(List::of);
    }

    private Stream<String> candidates(String name) {
        return asked.nameServers().contains(DnsSettings.CLUSTER_SERVER)
                ? asked.candidates(name).stream()
                : Stream.empty();
    }

    private Optional<InetSocketAddress> route(String address, int port) {
        if (networks.at(address).isPresent()) {
            return ofPod(address, port);
        }
        return address.equals(nodeAddress)
                ? behind(service -> true, "nodePort", port)
                : behind(service -> service.path("spec").path("clusterIP").asText().equals(address), "port", port);
    }

    private Optional<InetSocketAddress> ofPod(String address, int port) {
        return networks.at(address).flatMap(network -> network.fromOutside(port));
    }

    /**
     * From a port of a service to one of its ready pods; empty where there is none, which refuses.
     *
     * @param field of the service's port: {@code port} or {@code nodePort}
     */
    private Optional<InetSocketAddress> behind(Predicate<JsonNode> meant, String field, int number) {
        for (var service : api.list(ResourceTypes.SERVICE, "").items()) {
            var port = service.path("spec").path("ports").valueStream()
                    .filter(candidate -> candidate.path(field).asInt() == number).findFirst();
            if (meant.test(service) && port.isPresent()) {
                return behind(ReadyEndpoints.of(api, service), port.get());
            }
        }
        return Optional.empty();
    }

    private Optional<InetSocketAddress> behind(ReadyEndpoints behind, JsonNode port) {
        var ready = behind.endpoints().toList();
        if (ready.isEmpty()) {
            return Optional.empty();
        }
        var chosen = ready.get(Math.floorMod(turn.getAndIncrement(), ready.size()));
        return behind.ports().filter(target -> target.path("name").asText().equals(port.path("name").asText()))
                .map(target -> target.path("port").asInt()).findFirst()
                .flatMap(target -> ofPod(ReadyEndpoints.address(chosen), target));
    }
}
