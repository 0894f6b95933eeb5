package dev.statelab.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.kube.yaml.YamlDocument;
import dev.statelab.kube.yaml.YamlReader;
import dev.statelab.kube.yaml.YamlReading.Documents;
import dev.statelab.kube.yaml.YamlReading.Malformed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An object that a chart was rendered to, as the single values in it.
 *
 * @param fields the values by their paths, such as {@code spec.template.spec.containers[0].image}
 */
record FlatObject(String apiVersion, String kind, String name, Map<String, JsonNode> fields) {

    FlatObject {
        fields = Map.copyOf(fields);
    }

    /** The objects of a text with several documents; empty for what is not YAML. */
    static Optional<List<FlatObject>> all(String yaml) {
        return switch (YamlReader.read(yaml)) {
            case Malformed _ -> Optional.empty();
            case Documents(List<YamlDocument> documents) ->
                Optional.of(
                        documents.stream().flatMap(document -> items(document.json())).map(FlatObject::of).toList());
        };
    }

    private static Stream<JsonNode> items(JsonNode json) {
        return json.path("items").isArray() && json.path("kind").asText().endsWith("List")
                ? json.path("items").valueStream().flatMap(FlatObject::items)
                : Stream.of(json);
    }

    static FlatObject of(JsonNode json) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        flatten(json, "", fields);
        return new FlatObject(json.path("apiVersion").asText(), json.path("kind").asText(),
                json.path("metadata").path("name").asText(), fields);
    }

    /** Values by their paths; an empty object or list counts as one. */
    static void flatten(JsonNode json, String path, Map<String, JsonNode> into) {
        if (json instanceof ObjectNode object && !object.isEmpty()) {
            object.properties().forEach(field -> flatten(field.getValue(),
                    path.isEmpty() ? field.getKey() : path + "." + field.getKey(), into));
        } else if (json.isArray() && !json.isEmpty()) {
            for (int i = 0; i < json.size(); i++) {
                flatten(json.path(i), path + "[" + i + "]", into);
            }
        } else {
            into.put(path, json);
        }
    }

    boolean isSame(FlatObject other) {
        return apiVersion.equals(other.apiVersion) && kind.equals(other.kind) && name.equals(other.name);
    }
}
