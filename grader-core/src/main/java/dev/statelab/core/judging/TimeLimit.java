package dev.statelab.core.judging;

import java.time.Duration;

/**
 * The time that something has to come true, in several parts or at once. All parts have it together; but also after a long
 * wait for one of them, each other one has the time that a cluster takes to follow.
 *
 * @param within how long it may take, as time passes in the cluster; zero for what must be true at once
 * @param start when its time began, in ticks
 */
record TimeLimit(EvaluationOptions options, Duration within, long start) {

    /** Endpoints come after the readiness of their pods, claims after their pods. */
    static final Duration FOLLOWS_WITHIN = Duration.ofSeconds(5);

    /** What the next part has of it, as time passes in the cluster. */
    Duration left() {
        return longer(options.left(within, start), shorter(within, FOLLOWS_WITHIN));
    }

    /** The same time once more, from now on. */
    TimeLimit anew() {
        return new TimeLimit(options, within, options.ticker().getAsLong());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
