package dev.statelab.lab.kubelet;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long something that fails again and again waits: 10 s, then twice as long each time up to 5 minutes, and from the
 * beginning after 10 minutes without failure.
 *
 * @param delay how long the next attempt waits
 * @param since when the last attempt was made
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-restarts">Container
 *      restarts</a>
 */
record BackOff(Duration delay, Instant since) {

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration FORGOTTEN_AFTER = LONGEST.multipliedBy(2);

    /** After an attempt that is made now. */
    static BackOff after(Optional<BackOff> before, Instant now) {
        return before.filter(old -> !old.isForgotten(now))
                .map(old -> new BackOff(shorter(old.delay.multipliedBy(2), LONGEST), now))
                .orElseGet(() -> new BackOff(FIRST, now));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private boolean isForgotten(Instant at) {
        return Duration.between(since, at).compareTo(FORGOTTEN_AFTER) > 0;
    }

    /** Until when the next attempt waits after a failure; empty when it may be made at once. */
    Optional<Instant> until(Instant failed, Instant now) {
        var end = failed.plus(delay);
        return isForgotten(failed) || !now.isBefore(end) ? Optional.empty() : Optional.of(end);
    }
}
