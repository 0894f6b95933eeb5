package dev.statelab.core.task;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which labels objects must have, as Kubernetes has it
 * (<a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/">labels and selectors</a>): all of
 * {@code matchLabels}, and all of {@code matchExpressions}.
 */
public record LabelSelector(Map<String, String> matchLabels, List<Requirement> matchExpressions) {

    public LabelSelector {
        matchLabels = Map.copyOf(matchLabels);
        matchExpressions = List.copyOf(matchExpressions);
    }

    /** One of {@code matchExpressions}. */
    public record Requirement(String key, Operator operator, List<String> values) {

        public Requirement {
            requireNonNull(key, "key");
            requireNonNull(operator, "operator");
            values = List.copyOf(values);
        }

        private boolean isMet(Optional<String> label) {
            return switch (operator) {
                case In -> label.filter(values::contains).isPresent();
                case NotIn -> label.filter(values::contains).isEmpty();
                case Exists -> label.isPresent();
                case DoesNotExist -> label.isEmpty();
            };
        }
    }

    /** As they are written. */
    public enum Operator {
        In, NotIn, Exists, DoesNotExist
    }

    public boolean selects(Map<String, String> labels) {
        return matchLabels.entrySet().stream().allMatch(label -> label.getValue().equals(labels.get(label.getKey())))
                && matchExpressions.stream()
                        .allMatch(requirement -> requirement.isMet(Optional.ofNullable(labels.get(requirement.key()))));
    }
}
