package dev.statelab.lab.api.select;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.lab.api.object.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Picks objects by their labels: every requirement must hold.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/">Labels and Selectors</a>
 */
public record LabelSelector(List<Requirement> requirements) {

    /** Picks everything. */
    public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

    public LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /** What one label has to be. */
    public sealed interface Requirement {

        String key();

        /** The label is there and has one of the values: {@code app=kv}, {@code app in (kv, web)}. */
        record In(String key, Set<String> values) implements Requirement {

            public In {
                values = Set.copyOf(values);
            }
        }

        /** The label is not there, or has none of the values. */
        record NotIn(String key, Set<String> values) implements Requirement {

            public NotIn {
                values = Set.copyOf(values);
            }
        }

        record Exists(String key) implements Requirement {}

        record Absent(String key) implements Requirement {}

        /** The label is a number above (or below) another one: {@code size>3}. */
        record Compare(String key, boolean greater, long bound) implements Requirement {}
    }

    /**
     * The selector of an object: {@code matchLabels} and {@code matchExpressions}. An expression with an operator that
     * Kubernetes does not know picks nothing.
     */
    public static LabelSelector of(JsonNode selector) {
        List<Requirement> requirements = new ArrayList<>(ofLabels(selector.path("matchLabels")).requirements());
        for (JsonNode expression : selector.path("matchExpressions")) {
            String key = expression.path("key").asText();
            Set<String> values = Set.copyOf(Metadata.strings(expression.path("values")));
            requirements.add(switch (expression.path("operator").asText()) {
                case "NotIn" -> new Requirement.NotIn(key, values);
                case "Exists" -> new Requirement.Exists(key);
                case "DoesNotExist" -> new Requirement.Absent(key);
                case "In" -> new Requirement.In(key, values);
                default -> new Requirement.In(key, Set.of());
            });
        }
        return new LabelSelector(requirements);
    }

    /** The selector of a Service: a map of labels. */
    public static LabelSelector ofLabels(JsonNode labels) {
        return new LabelSelector(Metadata.map(labels)
                .entrySet()
                .stream()
                .<Requirement>map(label -> new Requirement.In(label.getKey(), Set.of(label.getValue())))
                .toList());
    }

    /**
     * The selector of a request: {@code app=kv,tier in (a, b),!legacy}.
     *
     * @throws SelectorException when it cannot be understood
     */
    public static LabelSelector parse(String text) throws SelectorException {
        return new LabelSelectorParser(text).parse();
    }

    public boolean isEmpty() {
        return requirements.isEmpty();
    }

    /** Whether an object with these labels is picked. */
    public boolean matches(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> holds(requirement, labels));
    }

    private static boolean holds(Requirement requirement, Map<String, String> labels) {
        String value = labels.getOrDefault(requirement.key(), "");
        boolean present = labels.containsKey(requirement.key());
        return switch (requirement) {
            case Requirement.In(_, Set<String> values) -> present && values.contains(value);
            case Requirement.NotIn(_, Set<String> values) -> !present || !values.contains(value);
            case Requirement.Exists _ -> present;
            case Requirement.Absent _ -> !present;
            case Requirement.Compare(_, boolean greater, long bound) ->
                present && value.matches("-?\\d{1,18}") && (greater
                        ? Long.parseLong(value) > bound
                        : Long.parseLong(value) < bound);
        };
    }

    /** As it is written in a request; also what a scale's status shows. */
    @Override
    public String toString() {
        return requirements.stream().map(LabelSelector::text).sorted().collect(Collectors.joining(","));
    }

    private static String text(Requirement requirement) {
        return switch (requirement) {
            case Requirement.In(String key, Set<String> values) when values.size() == 1 ->
                key + "=" + values.iterator().next();
            case Requirement.In(String key, Set<String> values) -> key + " in (" + joined(values) + ")";
            case Requirement.NotIn(String key, Set<String> values) -> key + " notin (" + joined(values) + ")";
            case Requirement.Exists(String key) -> key;
            case Requirement.Absent(String key) -> "!" + key;
            case Requirement.Compare(String key, boolean greater, long bound) -> key + (greater ? ">" : "<") + bound;
        };
    }

    private static String joined(Set<String> values) {
        return values.stream().sorted().collect(Collectors.joining(","));
    }
}
