package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A probe with its defaults.
 *
 * @param grace between SIGTERM and SIGKILL when the probe ends the container; empty for the pod's own
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Probe">Probe</a>
 */
record ProbeDefinition(
        Action action,
        Duration initialDelay,
        Duration period,
        Duration timeout,
        int successThreshold,
        int failureThreshold,
        Optional<Duration> grace) {

    /** How a container is asked. */
    sealed interface Action {

        /** @param port empty where a name was given that no port of the container has */
        record HttpGet(
                String scheme,
                Optional<String> host,
                Optional<Integer> port,
                String path,
                Map<String, String> headers) implements Action {}

        /** @param port empty where a name was given that no port of the container has */
        record TcpSocket(Optional<String> host, Optional<Integer> port) implements Action {}

        record Exec(List<String> command) implements Action {}

        record Grpc() implements Action {}
    }

    static ProbeDefinition of(JsonNode probe, ContainerDefinition container) {
        return new ProbeDefinition(action(probe, container), seconds(probe, "initialDelaySeconds", 0),
                seconds(probe, "periodSeconds", 10), seconds(probe, "timeoutSeconds", 1),
                probe.path("successThreshold").asInt(1), probe.path("failureThreshold").asInt(3),
                probe.has("terminationGracePeriodSeconds")
                        ? Optional.of(seconds(probe, "terminationGracePeriodSeconds", 0))
                        : Optional.empty());
    }

    static Action action(JsonNode handler, ContainerDefinition container) {
        if (handler.has("httpGet")) {
            var get = handler.path("httpGet");
            var path = get.path("path").asText("/");
            return new Action.HttpGet(get.path("scheme").asText("HTTP"), text(get.path("host")),
                    container.port(get.path("port")), path.startsWith("/") ? path : "/" + path,
                    get.path("httpHeaders").valueStream().collect(Collectors.toMap(
                            header -> header.path("name").asText(), header -> header.path("value").asText(),
                            (_, second) -> second)));
        }
        if (handler.has("tcpSocket")) {
            var socket = handler.path("tcpSocket");
            return new Action.TcpSocket(text(socket.path("host")), container.port(socket.path("port")));
        }
        if (handler.has("grpc")) {
            return new Action.Grpc();
        }
        return new Action.Exec(handler.path("exec").path("command").valueStream().map(JsonNode::asText).toList());
    }

    private static Optional<String> text(JsonNode value) {
        return value.asText().isEmpty() ? Optional.empty() : Optional.of(value.asText());
    }

    /** Zero stands for the default where zero makes no sense. */
    private static Duration seconds(JsonNode probe, String field, int whenAbsent) {
        int given = probe.path(field).asInt();
        return Duration.ofSeconds(given == 0 ? whenAbsent : given);
    }
}
