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

    /** An action that is yet to run. */
    @FunctionalInterface
    interface Timer {

        /** Cancels the action if it has not started. */
        void cancel();
    }
}
