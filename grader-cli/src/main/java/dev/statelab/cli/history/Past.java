package dev.statelab.cli.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.report.JsonReport;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A complete evaluation, as far as a later one is compared with it.
 *
 * @param points by the id of the criterion
 */
public record Past(Instant startedAt, String taskVersion, int score, int maxScore, Map<String, Integer> points) {

    public Past {
        points = Map.copyOf(points);
    }

    /** Empty for what is no complete evaluation. */
    static Optional<Past> of(JsonNode json) {
        if (!json.path("schema").asText().equals(JsonReport.SCHEMA) || !json.path("score").isInt()) {
            return Optional.empty();
        }
        Map<String, Integer> points = new LinkedHashMap<>();
        json.path("criteria").forEach(criterion -> points.put(criterion.path("id").asText(),
                criterion.path("points").asInt()));
        try {
            return Optional.of(new Past(Instant.parse(json.path("startedAt").asText()),
                    json.path("taskVersion").asText(), json.path("score").asInt(), json.path("maxScore").asInt(),
                    points));
        } catch (DateTimeException damaged) {
            return Optional.empty();
        }
    }
}
