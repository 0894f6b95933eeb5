package dev.statelab.lab.api;

import dev.statelab.lab.time.LabClock;
import java.time.Duration;
import java.time.Instant;

/** Time that stands still until a test moves it. */
public final class SettableClock implements LabClock {

    public static final Instant NOW = Instant.parse("2026-11-20T19:00:00Z");

    private volatile Instant now = NOW;

    public void moveTo(Instant then) {
        now = then;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void sleep(Duration span) {
        throw new UnsupportedOperationException("no test waits by this clock");
    }

    @Override
    public Timer after(Duration span, Runnable action) {
        throw new UnsupportedOperationException("no test waits by this clock");
    }

    @Override
    public Duration real(Duration span) {
        return span;
    }
}
