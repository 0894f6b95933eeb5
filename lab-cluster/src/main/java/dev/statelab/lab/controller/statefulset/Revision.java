package dev.statelab.lab.controller.statefulset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.controller.OwnerReference;
import java.nio.charset.StandardCharsets;

/** A {@code ControllerRevision}: one state of a set's template. */
record Revision(ObjectNode object) {

    private static final ObjectMapper SORTED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
    private static final String HASH_ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
    private static final int FNV_OFFSET = 0x811c9dc5;
    private static final int FNV_PRIME = 0x01000193;

    /**
     * The revision that the set's template is now. Its name ends in the same hash that Kubernetes computes, as all
     * recorded names show: FNV-1 of the data with sorted keys and of the collision count.
     */
    static Revision of(StatefulSet set, long number, int collisionCount) {
        var data = JsonNodeFactory.instance.objectNode();
        var template = data.putObject("spec").putObject("template");
        set.podTemplate().forEachEntry(template::set);
        template.put("$patch", "replace");
        var hash = hash(canonical(data) + collisionCount);

        var revision = JsonNodeFactory.instance.objectNode();
        revision.put("apiVersion", "apps/v1").put("kind", "ControllerRevision");
        var metadata = revision.putObject("metadata");
        metadata.put("name", set.name() + "-" + hash).put("namespace", set.meta().namespace());
        var labels = metadata.putObject("labels");
        set.podTemplate().path("metadata").path("labels").forEachEntry(labels::set);
        labels.put("controller.kubernetes.io/hash", hash);
        var annotations = set.object().path("metadata").path("annotations");
        if (!annotations.isEmpty()) {
            metadata.set("annotations", annotations.deepCopy());
        }
        metadata.putArray("ownerReferences").add(OwnerReference.toController(set.object()).json());
        revision.set("data", data);
        revision.put("revision", number);
        return new Revision(revision);
    }

    String name() {
        return Metadata.name(object);
    }

    /** Grows with each change of the template, a change back included. */
    long number() {
        return object.path("revision").asLong();
    }

    JsonNode podTemplate() {
        var template = ((ObjectNode) object.path("data").path("spec").path("template")).deepCopy();
        template.remove("$patch");
        return template;
    }

    boolean hasSameData(Revision other) {
        return canonical(object.path("data")).equals(canonical(other.object().path("data")));
    }

    private static String canonical(JsonNode data) {
        try {
            return SORTED.writeValueAsString(SORTED.treeToValue(data, Object.class)).replace("&", "\\u0026")
                    .replace("<", "\\u003c").replace(">", "\\u003e");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("JSON that was read cannot be written", e);
        }
    }

    private static String hash(String text) {
        int hash = FNV_OFFSET;
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            hash = hash * FNV_PRIME ^ Byte.toUnsignedInt(each);
        }
        var encoded = new StringBuilder();
        Integer.toUnsignedString(hash).chars()
                .forEach(digit -> encoded.append(HASH_ALPHABET.charAt(digit % HASH_ALPHABET.length())));
        return encoded.toString();
    }
}
