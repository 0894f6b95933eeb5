package dev.statelab.lab.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Whether a node is one that a pod, or a volume, asks for.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/">Assigning Pods to Nodes</a>
 */
final class NodeSelector {

    private NodeSelector() {}

    /** By the pod's {@code nodeSelector} and its required node affinity. */
    static boolean podWants(JsonNode pod, JsonNode node) {
        var spec = pod.path("spec");
        var labels = node.path("metadata").path("labels");
        var selected = spec.path("nodeSelector").propertyStream()
                .allMatch(entry -> labels.path(entry.getKey()).equals(entry.getValue()));
        var required = spec.path("affinity").path("nodeAffinity")
                .path("requiredDuringSchedulingIgnoredDuringExecution");
        return selected && (required.isMissingNode() || matches(required, node));
    }

    /** By the {@code nodeAffinity} of a persistent volume. */
    static boolean volumeIsOn(JsonNode volume, JsonNode node) {
        var required = volume.path("spec").path("nodeAffinity").path("required");
        return required.isMissingNode() || matches(required, node);
    }

    private static boolean matches(JsonNode selector, JsonNode node) {
        return selector.path("nodeSelectorTerms").valueStream().anyMatch(term -> matchesTerm(term, node));
    }

    private static boolean matchesTerm(JsonNode term, JsonNode node) {
        var metadata = node.path("metadata");
        return (term.has("matchExpressions") || term.has("matchFields"))
                && term.path("matchExpressions").valueStream()
                        .allMatch(expression -> matchesExpression(expression,
                                text(metadata.path("labels").path(expression.path("key").asText()))))
                && term.path("matchFields").valueStream().allMatch(expression -> matchesExpression(expression,
                        text(metadata.path("name"))));
    }

    private static Optional<String> text(JsonNode value) {
        return value.isMissingNode() ? Optional.empty() : Optional.of(value.asText());
    }

    private static boolean matchesExpression(JsonNode expression, Optional<String> value) {
        var listed = value.isPresent() && expression.path("values").valueStream()
                .anyMatch(candidate -> candidate.asText().equals(value.get()));
        return switch (expression.path("operator").asText()) {
            case "In" -> listed;
            case "NotIn" -> !listed;
            case "Exists" -> value.isPresent();
            case "DoesNotExist" -> value.isEmpty();
            case "Gt" -> compare(expression, value) > 0;
            case "Lt" -> compare(expression, value) < 0;
            default -> false;
        };
    }

    /** Zero, which is neither greater nor less, where there is nothing to compare. */
    private static int compare(JsonNode expression, Optional<String> value) {
        try {
            return value.isEmpty()
                    ? 0
                    : Long.compare(Long.parseLong(value.get()),
                            Long.parseLong(expression.path("values").path(0).asText()));
        } catch (NumberFormatException notNumbers) {
            return 0;
        }
    }
}
