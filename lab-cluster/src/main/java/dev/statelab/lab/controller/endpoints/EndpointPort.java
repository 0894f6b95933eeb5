package dev.statelab.lab.controller.endpoints;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A port of a Service, as one pod has it.
 *
 * @param name of the Service's port; may be empty
 * @param number of the pod's port
 * @param appProtocol empty for none
 */
record EndpointPort(String name, String protocol, int number, String appProtocol) {

    /** The Service's ports; one whose named target the pod does not have is left out. */
    static List<EndpointPort> of(JsonNode service, JsonNode pod) {
        return service.path("spec").path("ports").valueStream().flatMap(port -> target(port, pod)
                .map(number -> new EndpointPort(port.path("name").asText(), protocol(port), number,
                        port.path("appProtocol").asText()))
                .stream()).toList();
    }

    private static Optional<Integer> target(JsonNode port, JsonNode pod) {
        var target = port.path("targetPort");
        if (!target.isTextual()) {
            return Optional.of(target.asInt(port.path("port").asInt()));
        }
        return Stream.of("containers", "initContainers").flatMap(list -> pod.path("spec").path(list).valueStream())
                .flatMap(container -> container.path("ports").valueStream())
                .filter(candidate -> candidate.path("name").asText().equals(target.asText()))
                .filter(candidate -> protocol(candidate).equals(protocol(port)))
                .map(candidate -> candidate.path("containerPort").asInt()).findFirst();
    }

    private static String protocol(JsonNode port) {
        return port.path("protocol").asText("TCP");
    }

    /** As an EndpointSlice has it: the name is there even when it is empty. */
    ObjectNode inSlice() {
        return withAppProtocol(JsonNodeFactory.instance.objectNode().put("name", name).put("protocol", protocol)
                .put("port", number));
    }

    ObjectNode inEndpoints() {
        var json = JsonNodeFactory.instance.objectNode();
        if (!name.isEmpty()) {
            json.put("name", name);
        }
        return withAppProtocol(json.put("port", number).put("protocol", protocol));
    }

    private ObjectNode withAppProtocol(ObjectNode json) {
        if (!appProtocol.isEmpty()) {
            json.put("appProtocol", appProtocol);
        }
        return json;
    }
}
