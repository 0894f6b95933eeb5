package dev.statelab.hostile.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.statelab.hostile.grader.GraderRun;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code grader evaluate --format json} came to.
 *
 * @param evaluation missing where nothing could be graded
 */
record Graded(int exitCode, JsonNode evaluation, String err, Duration took) {

    static Graded by(String... arguments) {
        long start = System.nanoTime();
        GraderRun run = GraderRun.of(arguments);
        return new Graded(run.exitCode(), read(run.out()), run.err(), Duration.ofNanos(System.nanoTime() - start));
    }

    static JsonNode read(String out) {
        try {
            return out.isBlank() ? MissingNode.getInstance() : new ObjectMapper().readTree(out);
        } catch (JsonProcessingException e) {
            throw new AssertionError("neither nothing nor a report: " + out, e);
        }
    }

    boolean isComplete() {
        return evaluation.path("status").asText().equals("complete");
    }

    Optional<Integer> score() {
        return evaluation.path("score").isInt() ? Optional.of(evaluation.path("score").asInt()) : Optional.empty();
    }

    /** The outcome of each criterion by its id, in order. */
    Map<String, String> outcomes() {
        Map<String, String> outcomes = new LinkedHashMap<>();
        evaluation.path("criteria").forEach(
                criterion -> outcomes.put(criterion.path("id").asText(), criterion.path("outcome").asText()));
        return outcomes;
    }

    @Override
    public String toString() {
        return "exit code " + exitCode + " after " + took.toMillis() + " ms, score "
                + score().map(String::valueOf).orElse("none") + ", " + outcomes() + "\n" + err + "\n"
                + evaluation.toPrettyString();
    }
}
