package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What watches of a real cluster told, one event a line. */
final class Recording {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Recording() {}

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (IOException mistake) {
            throw new UncheckedIOException(mistake);
        }
    }

    static List<ObjectNode> timeline(String name) {
        var path = "/recordings/timelines/" + name + ".jsonl";
        try (var file = Objects.requireNonNull(Recording.class.getResourceAsStream(path), path)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().map(Recording::json).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
