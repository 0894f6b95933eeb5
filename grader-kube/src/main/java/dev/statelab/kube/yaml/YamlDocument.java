package dev.statelab.kube.yaml;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One document of a YAML text.
 *
 * @param json the document's value
 * @param line the line on which the value starts, from 1
 * @param lines the line of each field and list item, by JSON pointer
 */
public record YamlDocument(JsonNode json, int line, Map<String, Integer> lines) {

    /** A step of a path in the API server's notation: {@code .name}, {@code [3]}, {@code [key]}, {@code [name="app"]}. */
    private static final Pattern STEP = Pattern
            .compile(
                    "\\.?(?<field>[^.\\[\\]]+)|\\[(?<key>[^\\]=]+)\\]|\\[(?<by>\\w+)=\"?(?<value>[^\"\\],]*)[^\\]]*\\]");

    public YamlDocument {
        requireNonNull(json, "json");
        lines = Map.copyOf(lines);
    }

    /**
     * The line of a field, or of its closest parent that is in the document.
     *
     * @param path as the API server writes it, such as {@code spec.template.spec.containers[0].image}
     */
    public int lineOf(String path) {
        Matcher step = STEP.matcher(path);
        JsonNode node = json;
        String pointer = "";
        int found = line;
        while (step.find()) {
            Optional<String> next = child(node, step);
            if (next.isEmpty()) {
                return found;
            }
            pointer = pointer + "/" + escape(next.get());
            node = node.isArray() ? node.path(Integer.parseInt(next.get())) : node.path(next.get());
            found = lines.getOrDefault(pointer, found);
        }
        return found;
    }

    /** A JSON pointer's token for a field name (RFC 6901). */
    static String escape(String field) {
        return field.replace("~", "~0").replace("/", "~1");
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
        boolean present = node.isArray()
                ? name.matches("\\d{1,9}") && node.has(Integer.parseInt(name))
                : node.has(name);
        return present ? Optional.of(name) : Optional.empty();
    }
}
