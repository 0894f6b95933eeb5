package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a real cluster showed 75 seconds after somebody had applied a faulty solution. */
record Recording(JsonNode list) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Recording of(String name) {
        try (var file = Recording.class.getResourceAsStream("/recordings/states/" + name + ".json")) {
            return new Recording(JSON.readTree(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (IOException mistake) {
            throw new UncheckedIOException(mistake);
        }
    }

    ObjectNode pod() {
        return objects("Pod").getFirst();
    }

    List<ObjectNode> objects(String kind) {
        return list.path("items").valueStream().filter(item -> item.path("kind").asText().equals(kind))
                .map(ObjectNode.class::cast).toList();
    }

    /** The events about the pod, without their times and counts. */
    Set<String> podEvents() {
        return Stories.events(objects("Event"), pod());
    }

    /** The pod as it was created: without a node, and without what has happened since. */
    ObjectNode newPod() {
        var pod = pod().deepCopy();
        pod.remove("status");
        pod.withObjectProperty("spec").remove("nodeName");
        pod.withObjectProperty("metadata").remove(
                List.of("uid", "resourceVersion", "creationTimestamp", "ownerReferences", "generateName"));
        return pod;
    }

    /** Timelines hold one watch event a line. */
    static List<ObjectNode> timeline(String name) {
        try (var file = Recording.class.getResourceAsStream("/recordings/timelines/" + name + ".jsonl")) {
            return new String(file.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).lines()
                    .map(Recording::json).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Set<String> texts(JsonNode values) {
        var texts = new TreeSet<String>();
        values.forEach(value -> texts.add(value.asText()));
        return texts;
    }
}
