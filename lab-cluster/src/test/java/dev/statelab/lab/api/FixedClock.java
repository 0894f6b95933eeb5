package dev.statelab.lab.api;

import dev.statelab.lab.time.LabClock;
import java.time.Duration;
import java.time.Instant;

/** Time that stands still. */
public final class FixedClock implements LabClock {

    public static final Instant NOW = Instant.parse("2026-11-20T19:00:00Z");

    @Override
    public Instant now() {
        return NOW;
    }

    @Override
    public void sleep(Duration span) {
        throw new UnsupportedOperationException("nothing here waits by the clock");
    }

    @Override
    public Timer after(Duration span, Runnable action) {
        throw new UnsupportedOperationException("nothing here waits by the clock");
    }

    @Override
    public Duration real(Duration span) {
        return span;
    }
}
