package dev.statelab.kube.pod;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;

/**
 * Does a little work and looks at the clock: what a student's application does not get on this machine, the grader does not
 * get either. Nothing that a student says goes into it. Takes 20 ms alone, and 3 s at most.
 */
final class TimedWork implements Control {

    /** Of processor time: several turns of a scheduler, which gives a program that has slept its first turn at once. */
    private static final Duration WORK = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private final LongSupplier time;
    private final LongSupplier processorTime;

    /**
     * Both in nanoseconds from an arbitrary start.
     *
     * @param processorTime of the thread that asks
     */
    TimedWork(LongSupplier time, LongSupplier processorTime) {
        this.time = time;
        this.processorTime = processorTime;
    }

    static TimedWork onThisMachine() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return new TimedWork(System::nanoTime, threads::getCurrentThreadCpuTime);
    }

    @Override
    public double slowdown() throws InterruptedException {
        CompletableFuture<Double> slowdown = new CompletableFuture<>();
        // A virtual thread has no processor time of its own.
        Thread _ = Thread.ofPlatform().daemon().name("control").start(() -> {
            try {
                slowdown.complete(work());
            } catch (RuntimeException e) {
                slowdown.completeExceptionally(e);
            }
        });
        try {
            return slowdown.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private double work() {
        long before = processorTime.getAsLong();
        long began = time.getAsLong();
        long passed = 0;
        long worked = 0;
        while (worked < WORK.toNanos() && passed < LONGEST.toNanos()) {
            worked = processorTime.getAsLong() - before;
            passed = time.getAsLong() - began;
        }
        return (double) passed / Math.max(worked, 1);
    }
}
