package dev.statelab.lab.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Nodes that keep pods away.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/">Taints and Tolerations</a>
 */
final class Taints {

    private Taints() {}

    /** The first taint of the node that keeps the pod away. */
    static Optional<JsonNode> untolerated(JsonNode pod, JsonNode node) {
        return node.path("spec").path("taints").valueStream()
                .filter(taint -> !taint.path("effect").asText().equals("PreferNoSchedule"))
                .filter(taint -> pod.path("spec").path("tolerations").valueStream()
                        .noneMatch(toleration -> tolerates(toleration, taint)))
                .findFirst();
    }

    private static boolean tolerates(JsonNode toleration, JsonNode taint) {
        var effect = toleration.path("effect").asText();
        var key = toleration.path("key").asText();
        var exists = toleration.path("operator").asText().equals("Exists");
        return (effect.isEmpty() || effect.equals(taint.path("effect").asText()))
                && (key.isEmpty() ? exists : key.equals(taint.path("key").asText()))
                && (exists || toleration.path("value").asText().equals(taint.path("value").asText()));
    }
}
