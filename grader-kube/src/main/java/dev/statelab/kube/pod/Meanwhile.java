package dev.statelab.kube.pod;

import dev.statelab.core.cluster.Cause;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Whether it can be a container's own fault that it is silent, or there is an {@link Overload}. That is looked at when half
 * of the time has passed, and at its end: what has too much to do may have less when the wait is over.
 */
final class Meanwhile implements AutoCloseable {

    private final Overload overload;
    private final String expected;
    private final CountDownLatch over = new CountDownLatch(1);
    private final CompletableFuture<Optional<Cause>> halfway = new CompletableFuture<>();

    /**
     * Begins with the wait.
     *
     * @param expected what is waited for, such as {@code an answer from port 80 of pod web-0}
     */
    Meanwhile(Overload overload, String expected, Duration timeout) {
        this.overload = overload;
        this.expected = expected + " within " + PodProxy.seconds(timeout);
        Thread.ofVirtual().name("meanwhile").start(() -> lookAfter(timeout.dividedBy(2)));
    }

    private void lookAfter(Duration half) {
        try {
            halfway.complete(over.await(half.toNanos(), TimeUnit.NANOSECONDS)
                    ? Optional.empty()
                    : overload.meanwhile(expected));
        } catch (InterruptedException | RuntimeException e) {
            halfway.completeExceptionally(e);
        }
    }

    /** What else than the container the silence may come from; empty where it is the container. Takes seconds at most. */
    Optional<Cause> otherReason() throws InterruptedException {
        try {
            Optional<Cause> then = halfway.get();
            return then.isPresent() ? then : overload.meanwhile(expected);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        over.countDown();
    }
}
