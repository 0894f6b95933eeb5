package dev.statelab.kube.yaml;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One document of a YAML text.
 *
 * @param json the document's value
 * @param start where the value starts
 * @param positions of each field and list item, by JSON pointer: of a plain value where it stands, of anything else its name
 */
public record YamlDocument(JsonNode json, Position start, Map<String, Position> positions) {

    /** A step of a path in the API server's notation: {@code .name}, {@code [3]}, {@code [key]}, {@code [name="app"]}. */
    private static final Pattern STEP = Pattern
            .compile(
                    "\\.?(?<field>[^.\\[\\]]+)|\\[(?<key>[^\\]=]+)\\]|\\[(?<by>\\w+)=\"?(?<value>[^\"\\],]*)[^\\]]*\\]");

    public YamlDocument {
        requireNonNull(json, "json");
        requireNonNull(start, "start");
        positions = Map.copyOf(positions);
    }

    /**
     * A field, as far as it is there.
     *
     * @param path the names and indices up to it, or up to its closest parent that is in the document
     * @param isThere whether that is the field itself
     */
    public record Found(List<String> path, boolean isThere, Position position) {
        public Found {
            path = List.copyOf(path);
            requireNonNull(position, "position");
        }
    }

    /**
     * The line of a field, or of its closest parent that is in the document.
     *
     * @param path as the API server writes it, such as {@code spec.template.spec.containers[0].image}
     */
    public int lineOf(String path) {
        return find(path).position().line();
    }

    /**
     * A field by its path.
     *
     * @param path as the API server writes it, such as {@code spec.template.spec.containers[0].image}
     */
    public Found find(String path) {
        Matcher step = STEP.matcher(path);
        List<String> found = new ArrayList<>();
        JsonNode node = json;
        while (step.find()) {
            Optional<String> next = child(node, step);
            if (next.isEmpty()) {
                return found(found, false);
            }
            found.add(next.get());
            node = child(node, next.get());
        }
        return found(found, true);
    }

    /**
     * A field by the names and indices that lead to it.
     *
     * @param path such as {@code [spec, ports, 0, name]}
     */
    public Found find(List<String> path) {
        List<String> found = new ArrayList<>();
        JsonNode node = json;
        for (String step : path) {
            if (!has(node, step)) {
                return found(found, false);
            }
            found.add(step);
            node = child(node, step);
        }
        return found(found, true);
    }

    /** A JSON pointer's token for a field name (RFC 6901). */
    static String escape(String field) {
        return field.replace("~", "~0").replace("/", "~1");
    }

    private Found found(List<String> path, boolean isThere) {
        Position position = start;
        StringBuilder pointer = new StringBuilder();
        for (String step : path) {
            position = positions.getOrDefault(pointer.append('/').append(escape(step)).toString(), position);
        }
        return new Found(path, isThere, position);
    }

    private static Optional<String> child(JsonNode node, Matcher step) {
        if (step.group("by") != null) {
            for (int i = 0; i < node.size(); i++) {
                if (node.path(i).path(step.group("by")).asText().equals(step.group("value"))) {
                    return Optional.of(Integer.toString(i));
                }
            }
            return Optional.empty();
        }
        String name = step.group("field") == null ? step.group("key") : step.group("field");
        return has(node, name) ? Optional.of(name) : Optional.empty();
    }

    private static boolean has(JsonNode node, String name) {
        return node.isArray() ? name.matches("\\d{1,9}") && node.has(Integer.parseInt(name)) : node.has(name);
    }

    private static JsonNode child(JsonNode node, String name) {
        return node.isArray() ? node.path(Integer.parseInt(name)) : node.path(name);
    }
}
