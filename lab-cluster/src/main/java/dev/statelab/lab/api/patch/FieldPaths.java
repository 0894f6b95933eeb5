package dev.statelab.lab.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Fields as conflicts name them: <code>.spec.template.spec.containers[name="app"].image</code>. */
final class FieldPaths {

    private static final ObjectMapper JSON = new ObjectMapper();

    private FieldPaths() {}

    static List<String> of(ObjectNode fields) {
        List<String> paths = new ArrayList<>();
        collect(fields, "", paths);
        return List.copyOf(paths);
    }

    private static void collect(ObjectNode fields, String path, List<String> paths) {
        fields.properties().forEach(entry -> {
            String here = path + element(entry.getKey());
            if (entry.getValue().isEmpty()) {
                paths.add(here);
            } else {
                collect((ObjectNode) entry.getValue(), here, paths);
            }
        });
    }

    private static String element(String key) {
        return switch (key.charAt(0)) {
            case 'f' -> "." + key.substring(2);
            case 'k' -> "[" + keys(key.substring(2)) + "]";
            case 'v' -> "[=" + key.substring(2) + "]";
            default -> "";
        };
    }

    private static String keys(String json) {
        try {
            JsonNode keys = JSON.readTree(json);
            return keys.properties()
                    .stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.joining(","));
        } catch (IOException broken) {
            throw new UncheckedIOException("a key of a field set is JSON", broken);
        }
    }
}
