package dev.statelab.lab.controller.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.controller.ObjectMeta;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A pod as the controllers see that own it. */
public record WorkloadPod(ObjectNode object) {

    public ObjectMeta meta() {
        return new ObjectMeta(object);
    }

    public boolean isTerminating() {
        return meta().isTerminating();
    }

    public String phase() {
        return object.path("status").path("phase").asText();
    }

    public boolean hasSucceeded() {
        return phase().equals("Succeeded");
    }

    public boolean hasFailed() {
        return phase().equals("Failed");
    }

    /** Whether all of the pod's containers have ended for good. */
    public boolean hasEnded() {
        return hasSucceeded() || hasFailed();
    }

    /** Whether the pod counts: it neither has ended nor is to go. */
    public boolean isActive() {
        return !hasEnded() && !isTerminating();
    }

    /** Whether it runs, and its {@code Ready} condition holds. */
    public boolean isReady() {
        return phase().equals("Running") && readyCondition().isPresent();
    }

    public boolean isAvailable(Duration minReady, Instant now) {
        return isReady() && !availableFrom(minReady).isAfter(now);
    }

    /** When a ready pod becomes available if it stays ready. */
    public Instant availableFrom(Duration minReady) {
        var since = readyCondition().map(condition -> condition.path("lastTransitionTime").asText()).orElse("");
        return minReady.isZero() || since.isEmpty() ? Instant.MIN : Instant.parse(since).plus(minReady);
    }

    private Optional<JsonNode> readyCondition() {
        return object.path("status").path("conditions").valueStream()
                .filter(condition -> condition.path("type").asText().equals("Ready"))
                .filter(condition -> condition.path("status").asText().equals("True")).findFirst();
    }
}
