package dev.statelab.lab.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Time that begins with the wall's and runs a constant number of times as fast. Actions run on virtual threads, so none
 * delays another.
 */
public final class ScaledClock implements LabClock, AutoCloseable {

    private static final Duration PATIENCE_WITH_ACTIONS = Duration.ofMillis(500);

    private final double speed;
    private final Instant origin;
    private final long originNanos = System.nanoTime();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ScheduledThreadPoolExecutor scheduler;
    private final ExecutorService actions = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("lab-clock-action-", 0).factory());

    /**
     * @param speed 1 for real time, 10 for ten cluster seconds a second; more than 0
     */
    public ScaledClock(double speed) {
        this(speed, Instant.EPOCH);
    }

    /** @param notBefore begins then if the wall's time is earlier: a cluster's time does not go back */
    public ScaledClock(double speed, Instant notBefore) {
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("a clock's speed is a positive number, not " + speed);
        }
        this.speed = speed;
        Instant wall = Instant.now();
        this.origin = wall.isBefore(notBefore) ? notBefore : wall;
        scheduler = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("lab-clock").factory());
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    public static ScaledClock realTime() {
        return new ScaledClock(1);
    }

    @Override
    public Instant now() {
        return origin.plusNanos(Math.round((System.nanoTime() - originNanos) * speed));
    }

    /** {@inheritDoc} Closing the clock interrupts it. */
    @Override
    public void sleep(Duration span) throws InterruptedException {
        if (closed.await(real(span).toNanos(), TimeUnit.NANOSECONDS)) {
            throw new InterruptedException("the cluster's clock was closed");
        }
    }

    /** {@inheritDoc} Once the clock is closed nothing runs any more. */
    @Override
    public Timer after(Duration span, Runnable action) {
        try {
            Future<?> timer = scheduler.schedule(() -> run(action), real(span).toNanos(), TimeUnit.NANOSECONDS);
            return () -> timer.cancel(false);
        } catch (RejectedExecutionException _) {
            return () -> {};
        }
    }

    private void run(Runnable action) {
        try {
            actions.execute(action);
        } catch (RejectedExecutionException _) {
            // The clock was closed in between: then nothing is to run.
        }
    }

    @Override
    public Duration real(Duration span) {
        return Duration.ofNanos(Math.round(Math.max(0, span.toNanos()) / speed));
    }

    /** Drops what is yet to run, interrupts what runs, and waits a moment for its end. */
    @Override
    public void close() {
        closed.countDown();
        scheduler.shutdownNow();
        actions.shutdownNow();
        try {
            actions.awaitTermination(PATIENCE_WITH_ACTIONS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
