package dev.statelab.lab.controller.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import java.time.Instant;
import java.util.Optional;

/** Conditions in the status of a workload. */
public final class Conditions {

    private Conditions() {}

    public static Optional<JsonNode> find(JsonNode status, String type) {
        return status.path("conditions").valueStream()
                .filter(condition -> condition.path("type").asText().equals(type)).findFirst();
    }

    public static boolean holds(JsonNode status, String type) {
        return find(status, type).filter(condition -> condition.path("status").asText().equals("True")).isPresent();
    }

    /**
     * Sets a condition; it keeps the time of its transition while its status stays the same.
     *
     * @param timeField the further time that is set whenever anything changes: {@code lastUpdateTime} or
     *     {@code lastProbeTime}
     */
    public static void set(
            ObjectNode status, String type, boolean holds, String reason, String message, String timeField,
            Instant now) {
        var text = holds ? "True" : "False";
        var known = find(status, type);
        if (known.filter(old -> old.path("status").asText().equals(text) && old.path("reason").asText().equals(reason)
                && old.path("message").asText().equals(message)).isPresent()) {
            return;
        }
        var time = Metadata.time(now);
        var since = known.filter(old -> old.path("status").asText().equals(text))
                .map(old -> old.path("lastTransitionTime").asText()).orElse(time);
        remove(status, type);
        status.withArrayProperty("conditions").addObject().put("type", type).put("status", text).put(timeField, time)
                .put("lastTransitionTime", since).put("reason", reason).put("message", message);
    }

    public static void remove(ObjectNode status, String type) {
        if (status.path("conditions") instanceof ArrayNode conditions) {
            conditions.removeIf(condition -> condition.path("type").asText().equals(type));
        }
    }
}
