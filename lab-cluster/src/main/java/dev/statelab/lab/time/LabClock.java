package dev.statelab.lab.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The cluster's time. Everything in the lab that waits (probes, back-offs, grace periods, provisioning) waits by this
 * clock, which may run faster than the wall's.
 */
public interface LabClock {

    /** The cluster's present time. */
    Instant now();

    /** Blocks the calling thread for a span of cluster time. */
    void sleep(Duration span) throws InterruptedException;

    /** Runs the action, on a thread of its own, after a span of cluster time. */
    Timer after(Duration span, Runnable action);

    /** How long a span of cluster time takes by the wall's clock: what to pass to a library that waits for itself. */
    Duration real(Duration span);

    /**
     * A span of cluster time, made longer where it would take less than this by the wall's clock: for what waits on
     * something that does not run faster with the cluster.
     *
     * @param span more than zero
     */
    default Duration lasting(Duration span, Duration leastReal) {
        double ratio = (double) leastReal.toNanos() / Math.max(1, real(span).toNanos());
        return ratio > 1 ? Duration.ofNanos(Math.round(span.toNanos() * ratio)) : span;
    }

    /** An action that is yet to run. */
    @FunctionalInterface
    interface Timer {

        /** Cancels the action if it has not started. */
        void cancel();
    }
}
