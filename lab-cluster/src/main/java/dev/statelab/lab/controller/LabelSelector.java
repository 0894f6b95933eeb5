package dev.statelab.lab.controller;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A {@code LabelSelector}, as {@code spec.selector} of a StatefulSet or of a claim has it. */
public record LabelSelector(Map<String, String> matchLabels, List<Expression> matchExpressions) {

    public LabelSelector {
        matchLabels = Map.copyOf(matchLabels);
        matchExpressions = List.copyOf(matchExpressions);
    }

    /** One of {@code matchExpressions}. */
    record Expression(String key, String operator, Set<String> values) {

        boolean matches(Map<String, String> labels) {
            var value = labels.getOrDefault(key, "");
            return switch (operator) {
                case "In" -> labels.containsKey(key) && values.contains(value);
                case "NotIn" -> !labels.containsKey(key) || !values.contains(value);
                case "Exists" -> labels.containsKey(key);
                case "DoesNotExist" -> !labels.containsKey(key);
                default -> false;
            };
        }
    }

    public static LabelSelector of(JsonNode selector) {
        return new LabelSelector(ObjectMeta.strings(selector.path("matchLabels")),
                selector.path("matchExpressions").valueStream().map(LabelSelector::expression).toList());
    }

    /** A selector of a Service: nothing but labels. */
    public static LabelSelector ofLabels(JsonNode labels) {
        return new LabelSelector(ObjectMeta.strings(labels), List.of());
    }

    private static Expression expression(JsonNode json) {
        return new Expression(json.path("key").asText(), json.path("operator").asText(),
                json.path("values").valueStream().map(JsonNode::asText).collect(Collectors.toUnmodifiableSet()));
    }

    /** An empty selector matches everything. */
    public boolean matches(Map<String, String> labels) {
        return labels.entrySet().containsAll(matchLabels.entrySet())
                && matchExpressions.stream().allMatch(expression -> expression.matches(labels));
    }
}
