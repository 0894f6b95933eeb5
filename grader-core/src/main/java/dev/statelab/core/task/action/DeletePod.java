package dev.statelab.core.task.action;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.expression.Template;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Deletes a pod and waits until one of the same name and another UID is Ready. Then {@code deletion} has {@code before}
 * and {@code after}, the two pods, and {@code claimsBefore} and {@code claimsAfter}, the claims that each of them uses.
 *
 * @param grace the grace period of the deletion
 * @param within how long the pod may take to come back
 */
public record DeletePod(Template pod, Duration grace, Duration within) implements Action {

    public static final String DELETION = "deletion";

    public DeletePod {
        requireNonNull(pod, "pod");
        requireNonNull(grace, "grace");
        requireNonNull(within, "within");
    }

    @Override
    public Optional<String> brings() {
        return Optional.of(DELETION);
    }

    @Override
    public Stream<Template> filledIn() {
        return Stream.of(pod);
    }

    @Override
    public Reach reach() {
        return new Reach.OnePod(pod);
    }

    @Override
    public boolean disturbs() {
        return true;
    }
}
