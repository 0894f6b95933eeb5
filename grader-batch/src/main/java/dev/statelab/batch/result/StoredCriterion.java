package dev.statelab.batch.result;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What came of one criterion, as it is on disk. All texts are hostile.
 *
 * @param json a criterion of {@code statelab.dev/evaluation/v1}
 */
public record StoredCriterion(JsonNode json) {

    /** How it ended. */
    public enum Outcome {
        PASSED, FAILED, PARTIAL, BLOCKED, INCONCLUSIVE;

        /** As it is written in files. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why it did not give all points: what was expected, what was found, what to try; the last may be empty. */
    public record Finding(String expected, String found, String hint) {}

    public String id() {
        return json.path("id").asText();
    }

    public String title() {
        return json.path("title").asText();
    }

    public JsonNode points() {
        return json.path("points");
    }

    public JsonNode maxPoints() {
        return json.path("maxPoints");
    }

    /** Whether it is counted apart, and only for instructors to see. */
    public boolean isHidden() {
        return json.path("credit").asText().equals("hidden");
    }

    /** Whether its points come on top of the maximum. */
    public boolean isBonus() {
        return json.path("credit").asText().equals("bonus");
    }

    public Outcome outcome() {
        String text = json.path("outcome").asText();
        return Stream.of(Outcome.values()).filter(outcome -> outcome.text().equals(text)).findFirst()
                .orElse(Outcome.INCONCLUSIVE);
    }

    /** None unless it failed, or gave a part of its points. */
    public List<Finding> findings() {
        return switch (outcome()) {
            case FAILED -> List.of(finding(json));
            case PARTIAL -> json.path("findings").valueStream().map(StoredCriterion::finding).toList();
            case PASSED, BLOCKED, INCONCLUSIVE -> List.of();
        };
    }

    private static Finding finding(JsonNode json) {
        return new Finding(json.path("expected").asText(), json.path("found").asText(), json.path("hint").asText());
    }

    /** The id of the criterion that blocks it; empty unless blocked. */
    public String blockedBy() {
        return json.path("blockedBy").asText();
    }

    /** Why it could not be found out; empty unless inconclusive. */
    public String cause() {
        return json.at("/cause/message").asText();
    }

    public List<JsonNode> evidence() {
        return json.path("evidence").valueStream().toList();
    }

    public long millis() {
        return json.path("millis").asLong();
    }
}
