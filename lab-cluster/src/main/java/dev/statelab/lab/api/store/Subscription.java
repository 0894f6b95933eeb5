package dev.statelab.lab.api.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The changes that one watch has not read yet, in order. A reader that falls too far behind is cut off, so that it costs
 * the others nothing.
 */
public final class Subscription implements AutoCloseable {

    /** What a reader gets. */
    public sealed interface Signal {

        record Changed(Change change) implements Signal {}

        /** Nothing happened for as long as the reader was ready to wait. */
        record Quiet() implements Signal {}

        /** The watch or the store was closed, or the reader was too slow. */
        record Ended() implements Signal {}
    }

    private final int capacity;
    private final Consumer<Subscription> unsubscribe;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Queue<Change> unread;
    private boolean ended;

    Subscription(Collection<Change> backlog, int capacity, Consumer<Subscription> unsubscribe) {
        this.unread = new ArrayDeque<>(backlog);
        this.capacity = capacity;
        this.unsubscribe = unsubscribe;
    }

    /** Waits for the next change; the timeout is real time. */
    public Signal next(Duration timeout) throws InterruptedException {
        long nanos = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            while (!ended && unread.isEmpty()) {
                if (nanos <= 0) {
                    return new Signal.Quiet();
                }
                nanos = arrived.awaitNanos(nanos);
            }
            Change change = ended ? null : unread.poll();
            return change == null ? new Signal.Ended() : new Signal.Changed(change);
        } finally {
            lock.unlock();
        }
    }

    boolean isRead() {
        lock.lock();
        try {
            return unread.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    void offer(Change change) {
        lock.lock();
        try {
            if (unread.size() >= capacity) {
                ended = true;
                unread.clear();
            } else if (!ended) {
                unread.add(change);
            }
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            ended = true;
            unread.clear();
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        end();
        unsubscribe.accept(this);
    }
}
