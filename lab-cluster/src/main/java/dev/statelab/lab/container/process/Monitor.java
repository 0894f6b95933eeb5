package dev.statelab.lab.container.process;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** The lock of something that several threads read and write, and the wait for its next change. */
public final class Monitor {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** What is done while no other thread does anything. */
    @FunctionalInterface
    public interface Step<T> {
        T take() throws IOException;
    }

    /** Does something alone; it may wait in between. */
    public <T> T alone(Step<T> step) throws IOException {
        lock.lock();
        try {
            return step.take();
        } finally {
            lock.unlock();
        }
    }

    /** Does something alone that others may wait for. */
    public void change(Runnable step) {
        lock.lock();
        try {
            step.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets others change things while the condition holds; only within {@link #alone}.
     *
     * @throws InterruptedIOException when the thread is interrupted, which it stays
     */
    public void awaitWhile(BooleanSupplier condition) throws InterruptedIOException {
        try {
            while (condition.getAsBoolean()) {
                changed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interruption = new InterruptedIOException("interrupted while waiting for a stream");
            interruption.initCause(e);
            throw interruption;
        }
    }
}
