package dev.statelab.lab.controller.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.select.LabelSelector;
import dev.statelab.lab.controller.ObjectMeta;
import java.time.Duration;
import java.util.Optional;

/** Reads a {@code Deployment} that the API server has defaulted. */
record Deployment(ObjectNode object) {

    private static final int NO_DEADLINE = Integer.MAX_VALUE;

    ObjectMeta meta() {
        return new ObjectMeta(object);
    }

    private JsonNode spec() {
        return object.path("spec");
    }

    int replicas() {
        return spec().path("replicas").asInt(1);
    }

    /** How many pods it has. */
    int presentReplicas() {
        return object.path("status").path("replicas").asInt();
    }

    boolean isPaused() {
        return spec().path("paused").asBoolean();
    }

    boolean isRecreated() {
        return spec().path("strategy").path("type").asText().equals("Recreate");
    }

    LabelSelector selector() {
        return LabelSelector.of(spec().path("selector"));
    }

    JsonNode template() {
        return spec().path("template");
    }

    int revisionHistoryLimit() {
        return spec().path("revisionHistoryLimit").asInt(10);
    }

    /** How long it may make no progress; empty for any time. */
    Optional<Duration> progressDeadline() {
        int seconds = spec().path("progressDeadlineSeconds").asInt(NO_DEADLINE);
        return seconds == NO_DEADLINE ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
    }

    /** How many pods there may be beyond the replicas; a percentage is rounded up. */
    int maxSurge() {
        return isRecreated() ? 0 : share("maxSurge", true);
    }

    /** How many replicas may be missing; a percentage is rounded down. At least one, where no surge is allowed. */
    int maxUnavailable() {
        if (isRecreated() || replicas() == 0) {
            return 0;
        }
        int most = share("maxUnavailable", false);
        return Math.min(replicas(), most == 0 && maxSurge() == 0 ? 1 : most);
    }

    private int share(String field, boolean up) {
        var value = spec().path("strategy").path("rollingUpdate").path(field);
        if (value.isNumber()) {
            return value.asInt();
        }
        var text = value.asText();
        double part = text.endsWith("%") ? Double.parseDouble(text.substring(0, text.length() - 1)) / 100 : 0;
        return (int) (up ? Math.ceil(part * replicas()) : Math.floor(part * replicas()));
    }
}
