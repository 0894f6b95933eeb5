package dev.statelab.kube.pod;

import dev.statelab.kube.http.ApiServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Whether an API server was well while an application's answer was waited for. It is asked once, when some time has passed
 * without one: a cluster whose machine has too much to do may be well again when the wait is over.
 */
final class Meanwhile implements AutoCloseable {

    private final CountDownLatch over = new CountDownLatch(1);
    private final CompletableFuture<Boolean> well = new CompletableFuture<>();

    Meanwhile(ApiServer api, Duration after) {
        Thread.ofVirtual().name("meanwhile").start(() -> ask(api, after));
    }

    private void ask(ApiServer api, Duration after) {
        try {
            well.complete(over.await(after.toNanos(), TimeUnit.NANOSECONDS) || api.isWell());
        } catch (InterruptedException | RuntimeException e) {
            well.completeExceptionally(e);
        }
    }

    /** Waits for the answer, which takes 2 s at most. */
    boolean wasWell() throws InterruptedException {
        try {
            return well.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        over.countDown();
    }
}
