package dev.statelab.core.diagnosis;

import static java.util.Objects.requireNonNull;

/**
 * Where one object stands that is not yet as it is meant to be.
 *
 * @param about the object, such as {@code pod kv-0}
 * @param reason the cluster's own word for it, or ours
 * @param message the cluster's own explanation; may be empty
 */
public record Standing(Condition condition, String about, String reason, String message) {

    public enum Condition {
        /** On its way, nothing wrong so far. */
        STARTING,
        /** Something is wrong with it that was observed, and that may pass. */
        UNHEALTHY,
        /** It cannot recover by itself. */
        STUCK
    }

    public Standing {
        requireNonNull(condition, "condition");
        requireNonNull(about, "about");
        requireNonNull(reason, "reason");
        requireNonNull(message, "message");
    }

    public boolean is(Condition other) {
        return condition == other;
    }

    @Override
    public String toString() {
        return about + ": " + reason + (message.isEmpty() ? "" : ": " + message);
    }
}
