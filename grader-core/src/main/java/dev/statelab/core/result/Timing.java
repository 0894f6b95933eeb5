package dev.statelab.core.result;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * How long an evaluation took.
 *
 * @param total from its start to its last criterion
 * @param restarts for each pod that was deleted, from the delete call to Ready as the watch saw it
 */
public record Timing(Duration total, List<Duration> restarts) {

    public Timing {
        restarts = List.copyOf(restarts);
    }

    public long totalMillis() {
        return total.toMillis();
    }

    /** The time that the restarts of deleted pods took together; absent when none came back. */
    public OptionalLong restartMillis() {
        return restarts.isEmpty() ? OptionalLong.empty() : OptionalLong.of(restarted().toMillis());
    }

    /** What remains of the total without the restarts: the grader's own share. */
    public long overheadMillis() {
        return Math.max(0, total.minus(restarted()).toMillis());
    }

    private Duration restarted() {
        return restarts.stream().reduce(Duration.ZERO, Duration::plus);
    }
}
