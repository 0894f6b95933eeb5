package dev.statelab.kube.observe;

import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.StateFeed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The newest state, and those who wait for a newer one. */
final class LiveState implements StateFeed {

    private final InstantSource clock;
    private final Supplier<CompletableFuture<Void>> confirming;
    private final Consumer<LiveState> onClose;
    private final ReentrantLock oneConfirmation = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile ClusterState current;
    private boolean closed;
    private long confirmed = -1;

    /** @param confirming reads everything anew, and is done when that was published */
    LiveState(String namespace, InstantSource clock, Supplier<CompletableFuture<Void>> confirming,
            Consumer<LiveState> onClose) {
        this.clock = clock;
        this.confirming = confirming;
        this.onClose = onClose;
        this.current = new ClusterState(namespace, 0, clock.instant(), Map.of());
    }

    /** Only the listing of this kind is new in the next state; the others are the same objects. */
    void publish(ResourceKind kind, Listing listing) {
        lock.lock();
        try {
            if (closed || listing.equals(current.listings().get(kind))) {
                return;
            }
            Map<ResourceKind, Listing> listings = new HashMap<>(current.listings());
            listings.put(kind, listing);
            current = new ClusterState(current.namespace(), current.revision() + 1, clock.instant(), listings);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public ClusterState current() {
        return current;
    }

    @Override
    public ClusterState awaitAfter(ClusterState seen, Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            while (current.revision() <= seen.revision()) {
                if (left <= 0 || closed) {
                    return seen;
                }
                left = changed.awaitNanos(left);
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public ClusterState confirmed() throws InterruptedException {
        oneConfirmation.lockInterruptibly();
        try {
            if (current.revision() != confirmed) {
                confirming.get().get();
                confirmed = current.revision();
            }
            return current;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            oneConfirmation.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        onClose.accept(this);
    }
}
