package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ApiServer;
import dev.statelab.lab.api.PodAccess;
import dev.statelab.lab.api.Refusal;
import dev.statelab.lab.api.ResourceTypes;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The proxies of pods and services: {@code recordings/responses/pod-proxy-*.json}. What the application answers goes to
 * the client as it is; what the proxy itself cannot do is a {@code Status}.
 */
final class PodProxy {

    private static final Set<String> SCHEMES = Set.of("", "http", "https");

    private final ApiServer api;
    private final PodAccess pods;
    private final Forwarder forwarder;
    private final AtomicInteger turn = new AtomicInteger();

    PodProxy(ApiServer api, PodAccess pods, Forwarder forwarder) {
        this.api = api;
        this.pods = pods;
        this.forwarder = forwarder;
    }

    /**
     * Where a request goes.
     *
     * @param pod empty where the address belongs to no pod
     */
    private record Destination(String namespace, String pod, String ip, int port) {}

    /** The name in a proxy's path: {@code NAME}, {@code NAME:PORT} or {@code SCHEME:NAME:PORT}. */
    private record Id(String scheme, String name, String port) {

        /** @param kind for the message: {@code pod} or {@code service} */
        static Id parse(String kind, String text) throws ApiException {
            List<String> parts = List.of(text.split(":", -1));
            String scheme = parts.size() == 3 ? parts.getFirst() : "";
            if (parts.size() > 3 || !SCHEMES.contains(scheme)) {
                throw Refusal.badRequest("invalid " + kind + " request \"" + text + "\"");
            }
            int name = parts.size() == 3 ? 1 : 0;
            return new Id(scheme.isEmpty() ? "http" : scheme, parts.get(name),
                    parts.size() == 1 ? "" : parts.get(name + 1));
        }
    }

    Reply forward(Request request, Target.Objects target) throws ApiException, InterruptedException {
        boolean isPod = target.type().equals(ResourceTypes.POD);
        Id id = Id.parse(isPod ? "pod" : "service", target.name());
        Destination destination = isPod
                ? ofPod(target.namespace(), id)
                : ofService(target.namespace(), id);
        if (target.rest().isEmpty() && List.of("GET", "HEAD").contains(request.method())) {
            String query = request.rawQuery().isEmpty() ? "" : "?" + request.rawQuery();
            return new Reply.Redirect(request.rawPath() + "/" + query);
        }
        Optional<String> upgrade = request.header("Upgrade");
        if (upgrade.isPresent()) {
            throw new ApiException(Refusal.status(501, "NotImplemented", "the lab cluster's proxy forwards requests and"
                    + " answers, and no upgrade to " + upgrade.get() + "; use kubectl port-forward for that"));
        }
        String dialled = destination.ip() + ":" + destination.port();
        if (!id.scheme().equals("http")) {
            throw Forwarder.unreachable("the lab cluster's pods speak http, not " + id.scheme());
        }
        return switch (pods.dial(destination.namespace(), destination.pod(), destination.port())) {
            case PodAccess.Dialled.To(InetSocketAddress address) ->
                forwarder.forward(request, address, dialled, target.rest().isEmpty() ? "/" : target.rest());
            case PodAccess.Dialled.Refused() ->
                throw Forwarder.unreachable("dial tcp " + dialled + ": connect: connection refused");
        };
    }

    private Destination ofPod(String namespace, Id id) throws ApiException {
        ObjectNode pod = api.get(ResourceTypes.POD, namespace, id.name());
        String ip = pod.path("status").path("podIP").asText();
        if (ip.isEmpty()) {
            throw Refusal.badRequest("address not allowed");
        }
        return new Destination(namespace, id.name(), ip, id.port().isEmpty() ? firstPort(pod) : number(id.port()));
    }

    private static int firstPort(JsonNode pod) {
        return pod.path("spec")
                .path("containers")
                .valueStream()
                .flatMap(container -> container.path("ports").valueStream())
                .map(port -> port.path("containerPort").asInt())
                .findFirst()
                .orElse(80);
    }

    private static int number(String port) throws ApiException {
        if (!port.matches("\\d{1,5}")) {
            throw Forwarder.unreachable("dial tcp: lookup tcp/" + port + ": unknown port");
        }
        return Integer.parseInt(port);
    }

    /** A ready address behind a service. */
    private Destination ofService(String namespace, Id id) throws ApiException {
        ObjectNode service = api.get(ResourceTypes.SERVICE, namespace, id.name());
        JsonNode port = servicePort(service, id.port())
                .orElseThrow(() -> unavailable("no service port \"" + id.port() + "\" found for service \"" + id.name()
                        + "\""));
        String portName = port.path("name").asText();
        List<Destination> ready = api.find(ResourceTypes.ENDPOINTS, namespace, id.name())
                .stream()
                .flatMap(endpoints -> endpoints.path("subsets").valueStream())
                .flatMap(subset -> destinations(namespace, subset, portName))
                .toList();
        if (ready.isEmpty()) {
            throw unavailable("no endpoints available for service \"" + id.name() + "\"");
        }
        return ready.get(Math.floorMod(turn.getAndIncrement(), ready.size()));
    }

    private static Optional<JsonNode> servicePort(JsonNode service, String wanted) {
        List<JsonNode> ports = service.path("spec").path("ports").valueStream().toList();
        if (wanted.isEmpty() && ports.size() == 1) {
            return Optional.of(ports.getFirst());
        }
        return ports.stream()
                .filter(port -> port.path("name").asText().equals(wanted) || port.path("port").asText().equals(wanted))
                .findFirst();
    }

    private static Stream<Destination> destinations(String namespace, JsonNode subset, String portName) {
        return subset.path("ports")
                .valueStream()
                .filter(port -> port.path("name").asText().equals(portName))
                .flatMap(port -> subset.path("addresses").valueStream()
                        .map(address -> new Destination(namespace, address.path("targetRef").path("name").asText(),
                                address.path("ip").asText(), port.path("port").asInt())));
    }

    private static ApiException unavailable(String problem) {
        return new ApiException(Refusal.status(503, "ServiceUnavailable", problem));
    }
}
