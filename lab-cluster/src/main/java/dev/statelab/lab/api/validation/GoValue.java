package dev.statelab.lab.api.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Values as Go prints them with {@code %#v}, which is how the API server shows them in its messages. */
final class GoValue {

    private GoValue() {}

    static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }

    private static final Set<String> SELECTOR = Set.of("matchLabels", "matchExpressions");

    /** A label selector, a scalar, a list of strings, or a map of strings (also one that is not there); any other object as its JSON. */
    static String of(JsonNode value) {
        if (value.isArray()) {
            return "[]string{" + value.valueStream().map(GoValue::of).collect(Collectors.joining(", ")) + "}";
        }
        if (!value.isEmpty() && value.propertyStream().allMatch(field -> SELECTOR.contains(field.getKey()))) {
            return selector(value);
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

    private static String selector(JsonNode selector) {
        String type = "[]v1.LabelSelectorRequirement";
        JsonNode expressions = selector.path("matchExpressions");
        return "v1.LabelSelector{MatchLabels:" + of(selector.path("matchLabels")) + ", MatchExpressions:"
                + (expressions.isMissingNode()
                        ? type + "(nil)"
                        : expressions.valueStream()
                                .map(GoValue::requirement)
                                .collect(Collectors.joining(", ", type + "{", "}")))
                + "}";
    }

    private static String requirement(JsonNode requirement) {
        return "v1.LabelSelectorRequirement{Key:" + quoted(requirement.path("key").asText()) + ", Operator:"
                + quoted(requirement.path("operator").asText()) + ", Values:"
                + (requirement.has("values") ? of(requirement.path("values")) : "[]string(nil)") + "}";
    }
}
