package dev.statelab.batch.run;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: twice as long each time up to a limit, and of that a random part between half and
 * all, so that a class whose server was away does not come back all at once.
 *
 * @param first before the first further try, at the most
 * @param longest before any
 */
record BackOff(Duration first, Duration longest, RandomGenerator random) {

    private static final int MOST_DOUBLINGS = 20;

    /** @param triesBefore at least 1 */
    Duration pause(int triesBefore) {
        Duration doubled = first.multipliedBy(1L << Math.min(triesBefore - 1, MOST_DOUBLINGS));
        long most = (doubled.compareTo(longest) < 0 ? doubled : longest).toMillis();
        return Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
    }
}
