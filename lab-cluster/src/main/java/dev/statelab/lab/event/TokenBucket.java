package dev.statelab.lab.event;

import java.time.Duration;
import java.time.Instant;

/**
 * How many events one source may still report about one object: 25 at once and one more every five minutes, as
 * client-go's spam filter has it. {@code recordings/states/not-ready.json} shows a failing probe fall silent after 25.
 */
final class TokenBucket {

    private static final int BURST = 25;
    private static final Duration REFILL = Duration.ofMinutes(5);

    private double tokens = BURST;
    private Instant filled;

    TokenBucket(Instant now) {
        filled = now;
    }

    boolean take(Instant now) {
        double gained = (double) Duration.between(filled, now).toMillis() / REFILL.toMillis();
        tokens = Math.min(BURST, tokens + gained);
        filled = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
