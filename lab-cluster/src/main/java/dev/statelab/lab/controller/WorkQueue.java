package dev.statelab.lab.controller;

import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.time.LabClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Calls a reconciler for each key that was added, on a virtual thread: different keys at the same time, the same key
 * never. A key that is added several times before its turn gets one turn; one that is added during its turn gets another
 * one afterwards. A turn that fails is repeated after 5 ms of cluster time, and twice as long after each further failure,
 * as client-go's rate limiter has it.
 */
final class WorkQueue implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(WorkQueue.class.getName());
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(5);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(1000);

    private final Reconciler reconciler;
    private final LabClock clock;
    private final ExecutorService workers;
    private final Map<ObjectKey, Turns> turns = new HashMap<>();
    private boolean closed;

    private enum State {
        IDLE, QUEUED, RUNNING, RUNNING_AND_QUEUED
    }

    private static final class Turns {
        private State state = State.IDLE;
        private int failures;
        private Optional<LabClock.Timer> timer = Optional.empty();
    }

    /** How a turn ended. */
    private sealed interface Result {

        record Done(Optional<Duration> again) implements Result {}

        record Failed() implements Result {}
    }

    WorkQueue(String name, Reconciler reconciler, LabClock clock) {
        this.reconciler = reconciler;
        this.clock = clock;
        this.workers = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name + "-", 0).factory());
    }

    synchronized void add(ObjectKey key) {
        if (closed) {
            return;
        }
        var turn = turns.computeIfAbsent(key, ignored -> new Turns());
        turn.timer.ifPresent(LabClock.Timer::cancel);
        turn.timer = Optional.empty();
        switch (turn.state) {
            case IDLE -> queue(key, turn);
            case RUNNING -> turn.state = State.RUNNING_AND_QUEUED;
            case QUEUED, RUNNING_AND_QUEUED -> {
            }
        }
    }

    private void queue(ObjectKey key, Turns turn) {
        turn.state = State.QUEUED;
        workers.execute(() -> run(key, turn));
    }

    private void run(ObjectKey key, Turns turn) {
        synchronized (this) {
            if (closed) {
                return;
            }
            turn.state = State.RUNNING;
        }
        var result = reconcile(key);
        synchronized (this) {
            if (!closed) {
                finish(key, turn, result);
            }
        }
    }

    private Result reconcile(ObjectKey key) {
        try {
            return new Result.Done(reconciler.reconcile(key));
        } catch (ApiException refused) {
            LOG.log(System.Logger.Level.DEBUG, () -> key + " is tried again: " + refused.getMessage());
            return new Result.Failed();
        } catch (RuntimeException bug) {
            LOG.log(System.Logger.Level.ERROR, "Could not reconcile " + key, bug);
            return new Result.Failed();
        }
    }

    private void finish(ObjectKey key, Turns turn, Result result) {
        boolean queued = turn.state == State.RUNNING_AND_QUEUED;
        turn.state = State.IDLE;
        var again = switch (result) {
            case Result.Failed() -> Optional.of(backOff(turn.failures++));
            case Result.Done(Optional<Duration> after) -> {
                turn.failures = 0;
                yield after;
            }
        };
        if (queued) {
            queue(key, turn);
        } else if (again.isPresent()) {
            turn.timer = Optional.of(clock.after(again.get(), () -> add(key)));
        } else {
            turns.remove(key);
        }
    }

    private static Duration backOff(int failures) {
        var span = FIRST_BACK_OFF.multipliedBy(1L << Math.min(failures, 20));
        return span.compareTo(LONGEST_BACK_OFF) < 0 ? span : LONGEST_BACK_OFF;
    }

    /** Returns when the last turn has ended. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            turns.values().forEach(turn -> turn.timer.ifPresent(LabClock.Timer::cancel));
        }
        workers.close();
    }
}
