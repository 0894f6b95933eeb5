package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.select.LabelSelector;
import java.util.List;

/**
 * The {@code scale} of an object with replicas: {@code recordings/responses/get-scale-200.json} (a count of zero is left
 * out of the spec).
 */
final class Scale {

    private Scale() {}

    static ObjectNode of(JsonNode object) {
        ObjectNode scale = JsonNodeFactory.instance.objectNode().put("kind", "Scale").put("apiVersion",
                "autoscaling/v1");
        ObjectNode metadata = scale.putObject("metadata");
        for (String field : List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
            metadata.set(field, object.path("metadata").path(field).deepCopy());
        }
        int wanted = object.path("spec").path("replicas").asInt();
        ObjectNode spec = scale.putObject("spec");
        if (wanted != 0) {
            spec.put("replicas", wanted);
        }
        scale.putObject("status")
                .put("replicas", object.path("status").path("replicas").asInt())
                .put("selector", selector(object).toString());
        return scale;
    }

    /** A ReplicationController's selector is older than expressions: labels alone. */
    private static LabelSelector selector(JsonNode object) {
        JsonNode selector = object.path("spec").path("selector");
        return Metadata.kind(object).equals(ResourceTypes.REPLICATION_CONTROLLER.kind())
                ? LabelSelector.ofLabels(selector)
                : LabelSelector.of(selector);
    }

    /**
     * The object with the scale's count, and as the object of the UID and version that the scale names: a scale of another one is
     * refused like a whole object (kubernetes: registry/apps/statefulset/storage, scaleUpdatedObjectInfo).
     */
    static ObjectNode applied(ObjectNode object, JsonNode scale) {
        ObjectNode next = object.deepCopy();
        next.withObjectProperty("spec").put("replicas", scale.path("spec").path("replicas").asInt());
        for (String field : List.of("uid", "resourceVersion")) {
            String named = scale.path("metadata").path(field).asText();
            if (!named.isEmpty()) {
                Metadata.of(next).put(field, named);
            }
        }
        return next;
    }
}
