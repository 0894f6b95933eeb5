package dev.statelab.lab.api.http;

import dev.statelab.lab.api.SettableClock;
import dev.statelab.lab.time.LabClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Time that passes when a test says so. */
final class ManualClock implements LabClock {

    private final List<Pending> pending = new ArrayList<>();
    private Instant now = SettableClock.NOW;
    private int timers;

    private record Pending(Instant due, Runnable action) {}

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public void sleep(Duration span) {
        throw new UnsupportedOperationException("nobody sleeps by this clock");
    }

    @Override
    public synchronized Timer after(Duration span, Runnable action) {
        Pending timer = new Pending(now.plus(span), action);
        pending.add(timer);
        timers++;
        notifyAll();
        return () -> cancel(timer);
    }

    private synchronized void cancel(Pending timer) {
        pending.remove(timer);
    }

    @Override
    public Duration real(Duration span) {
        return span;
    }

    /** Waits until so many timers have been set altogether. */
    synchronized void awaitTimers(int count) throws InterruptedException {
        while (timers < count) {
            wait();
        }
    }

    /** Runs what is due then. */
    void pass(Duration span) {
        List<Pending> due;
        synchronized (this) {
            now = now.plus(span);
            due = pending.stream().filter(timer -> !timer.due().isAfter(now)).toList();
            pending.removeAll(due);
        }
        due.forEach(timer -> timer.action().run());
    }
}
