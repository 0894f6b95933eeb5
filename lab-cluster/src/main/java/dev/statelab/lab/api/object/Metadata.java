package dev.statelab.lab.api.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads an object's {@code metadata}. What is absent reads as empty or zero. */
public final class Metadata {

    private Metadata() {}

    /** The object's metadata, to be written to. */
    public static ObjectNode of(ObjectNode object) {
        return object.withObjectProperty("metadata");
    }

    public static String kind(JsonNode object) {
        return object.path("kind").asText();
    }

    public static String name(JsonNode object) {
        return text(object, "name");
    }

    public static String namespace(JsonNode object) {
        return text(object, "namespace");
    }

    public static String uid(JsonNode object) {
        return text(object, "uid");
    }

    public static String resourceVersion(JsonNode object) {
        return text(object, "resourceVersion");
    }

    /** The resource version as the number that it is in this cluster. */
    public static long revision(JsonNode object) {
        return object.path("metadata").path("resourceVersion").asLong();
    }

    public static int generation(JsonNode object) {
        return object.path("metadata").path("generation").asInt();
    }

    public static boolean isTerminating(JsonNode object) {
        return object.path("metadata").path("deletionTimestamp").isTextual();
    }

    public static long deletionGracePeriodSeconds(JsonNode object) {
        return object.path("metadata").path("deletionGracePeriodSeconds").asLong();
    }

    public static List<String> finalizers(JsonNode object) {
        return strings(object.path("metadata").path("finalizers"));
    }

    public static Map<String, String> labels(JsonNode object) {
        return map(object.path("metadata").path("labels"));
    }

    /** The texts of an array; none where it is absent. */
    public static List<String> strings(JsonNode array) {
        List<String> found = new ArrayList<>();
        array.forEach(element -> found.add(element.asText()));
        return List.copyOf(found);
    }

    /** A map of texts, in its order; empty where it is absent. */
    public static Map<String, String> map(JsonNode node) {
        Map<String, String> found = new LinkedHashMap<>();
        node.properties().forEach(entry -> found.put(entry.getKey(), entry.getValue().asText()));
        return found;
    }

    /** As Kubernetes writes times: UTC, whole seconds. */
    public static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String text(JsonNode object, String field) {
        return object.path("metadata").path(field).asText();
    }
}
