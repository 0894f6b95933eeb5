package dev.statelab.lab.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** What a real cluster had in a namespace 75 s after somebody had applied a solution: {@code recordings/states}. */
record RecordedState(List<ObjectNode> objects) {

    static RecordedState named(String name) {
        return new RecordedState(read("/recordings/states/" + name + ".json").path("items").valueStream()
                .map(ObjectNode.class::cast).toList());
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text);
        } catch (IOException mistake) {
            throw new UncheckedIOException(mistake);
        }
    }

    private static JsonNode read(String path) {
        try (var file = Objects.requireNonNull(RecordedState.class.getResourceAsStream(path), path)) {
            return new ObjectMapper().readTree(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The events that a real cluster listed in one of {@code recordings/responses}. */
    static RecordedState listed(String response) {
        var events = read("/recordings/responses/" + response + ".json").at("/response/body/items");
        return new RecordedState(events.valueStream().map(event -> (ObjectNode) event)
                .map(event -> event.put("apiVersion", "v1").put("kind", "Event")).toList());
    }

    /** What one of {@code recordings/responses} sent. */
    static ObjectNode sent(String response) {
        return (ObjectNode) read("/recordings/responses/" + response + ".json").at("/request/body");
    }

    Story story() {
        return Story.of(objects);
    }

    String namespace() {
        return Metadata.namespace(objects.getFirst());
    }

    /** The Services and StatefulSets, as somebody could have written them. */
    List<ObjectNode> solution() {
        return objects.stream().filter(object -> List.of("Service", "StatefulSet").contains(
                object.path("kind").asText())).map(RecordedState::manifest).toList();
    }

    private static ObjectNode manifest(ObjectNode object) {
        var manifest = object.deepCopy();
        manifest.remove("status");
        Metadata.of(manifest).remove(List.of("uid", "resourceVersion", "creationTimestamp", "generation"));
        return manifest;
    }
}
