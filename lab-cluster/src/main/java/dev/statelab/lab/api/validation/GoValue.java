package dev.statelab.lab.api.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Values as Go prints them with {@code %#v}, which is how the API server shows them in its messages. */
final class GoValue {

    private GoValue() {}

    static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }

    /** A scalar, a list of strings, or a map of strings (also one that is not there); any other object as its JSON. */
    static String of(JsonNode value) {
        if (value.isArray()) {
            return "[]string{" + value.valueStream().map(GoValue::of).collect(Collectors.joining(", ")) + "}";
        }
        if (value.isObject() && value.valueStream().allMatch(JsonNode::isTextual)) {
            TreeMap<String, String> sorted = new TreeMap<>();
            value.properties().forEach(entry -> sorted.put(entry.getKey(), of(entry.getValue())));
            return "map[string]string{"
                    + sorted.entrySet()
                            .stream()
                            .map(entry -> quoted(entry.getKey()) + ":" + entry.getValue())
                            .collect(Collectors.joining(", "))
                    + "}";
        }
        return value.isMissingNode() ? "map[string]string(nil)" : value.toString();
    }
}
