package dev.statelab.lab.controller.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.select.LabelSelector;
import dev.statelab.lab.controller.ObjectMeta;
import dev.statelab.lab.controller.workload.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a {@code Job} that the API server has defaulted. */
public record Job(ObjectNode object) {

    static final String COMPLETE = "Complete";
    static final String FAILED = "Failed";

    public ObjectMeta meta() {
        return new ObjectMeta(object);
    }

    private JsonNode spec() {
        return object.path("spec");
    }

    JsonNode status() {
        return object.path("status");
    }

    int parallelism() {
        return spec().path("parallelism").asInt(1);
    }

    /** How many pods have to succeed; empty where the first success ends the work. */
    OptionalInt completions() {
        return spec().path("completions").isNumber()
                ? OptionalInt.of(spec().path("completions").asInt())
                : OptionalInt.empty();
    }

    int backoffLimit() {
        return spec().path("backoffLimit").asInt(6);
    }

    boolean isIndexed() {
        return spec().path("completionMode").asText().equals("Indexed");
    }

    boolean isSuspended() {
        return spec().path("suspend").asBoolean();
    }

    LabelSelector selector() {
        return LabelSelector.of(spec().path("selector"));
    }

    JsonNode template() {
        return spec().path("template");
    }

    Optional<Instant> startTime() {
        return time(status().path("startTime"));
    }

    /** When it has been active for too long; empty for never. */
    Optional<Instant> deadline() {
        var seconds = spec().path("activeDeadlineSeconds");
        return seconds.isNumber() ? startTime().map(start -> start.plusSeconds(seconds.asLong())) : Optional.empty();
    }

    public boolean isComplete() {
        return Conditions.holds(status(), COMPLETE);
    }

    public boolean isFinished() {
        return isComplete() || Conditions.holds(status(), FAILED);
    }

    /** When it is deleted after its end; empty for never. */
    Optional<Instant> expiry() {
        var seconds = spec().path("ttlSecondsAfterFinished");
        return isFinished() && seconds.isNumber()
                ? finishedAt().map(end -> end.plus(Duration.ofSeconds(seconds.asLong())))
                : Optional.empty();
    }

    private Optional<Instant> finishedAt() {
        return Conditions.find(status(), isComplete() ? COMPLETE : FAILED)
                .flatMap(condition -> time(condition.path("lastTransitionTime")));
    }

    private static Optional<Instant> time(JsonNode text) {
        return text.asText().isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text.asText()));
    }
}
