package dev.statelab.core.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.Relations;
import java.util.List;

/** The ports that a container declares. They say what its author meant; the application may listen on others. */
final class Ports {

    private Ports() {}

    static boolean declares(JsonNode container, int port) {
        return Relations.stream(container.path("ports"))
                .anyMatch(each -> each.path("containerPort").asInt() == port);
    }

    /** The number of a port that is called by its name; the name where the container has none of that name. */
    static String number(JsonNode container, String port) {
        return Relations.stream(container.path("ports")).filter(each -> each.path("name").asText().equals(port))
                .map(each -> each.path("containerPort").asText()).findFirst().orElse(port);
    }

    /** As {@code port 5000 (http)}; {@code no ports} for none. */
    static String describe(JsonNode container) {
        List<String> ports = Relations.stream(container.path("ports")).map(port -> port.path("containerPort").asText()
                + (port.path("name").asText().isEmpty() ? "" : " (" + Wording.name(port.path("name").asText()) + ")"))
                .toList();
        return ports.isEmpty() ? "no ports" : (ports.size() == 1 ? "port " : "ports ") + Wording.list(ports);
    }
}
