package dev.statelab.kube.helm;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Processes with Helm: as many as are needed at the same time, and kept for the next request. Safe for many threads. */
final class HelmProcesses {

    private static final Duration START = Duration.ofMinutes(1);

    private final Semaphore renderings;
    private final BlockingQueue<HelmProcess> idle;
    private final Starter starter;

    /** Starts a process with Helm, and returns before it is ready. */
    @FunctionalInterface
    interface Starter {
        HelmProcess start() throws IOException;
    }

    /** @param most renderings at the same time, and processes that are kept */
    HelmProcesses(int most, Starter starter) {
        this.starter = starter;
        this.renderings = new Semaphore(most);
        this.idle = new LinkedBlockingQueue<>(most);
    }

    /** Starts one for the first request, which waits for that; returns before it is ready. */
    synchronized void prepare() {
        if (idle.isEmpty()) {
            keep(start());
        }
    }

    private synchronized HelmProcess idleOrNew() {
        return Optional.ofNullable(idle.poll()).orElseGet(this::start);
    }

    /** Ends those that are kept; the next request starts one. */
    void rest() {
        for (HelmProcess kept = idle.poll(); kept != null; kept = idle.poll()) {
            kept.close();
        }
    }

    /**
     * Renders, which an interruption does not stop, because it takes milliseconds or comes to no end.
     *
     * @throws IllegalStateException with Helm's words
     * @throws HelmEnded where it took too long or too much
     */
    List<String> render(HelmRequest request, Duration longest) {
        renderings.acquireUninterruptibly();
        try {
            HelmProcess process = ready();
            try {
                List<String> answer = process.ask(request).orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS).join();
                keep(process);
                return answer;
            } catch (CompletionException e) {
                throw failure(process, e.getCause(), longest);
            }
        } finally {
            renderings.release();
        }
    }

    /** The same for what takes its time; an interruption ends it. */
    List<String> run(HelmRequest request, Duration longest) throws InterruptedException {
        HelmProcess process = ready();
        try {
            List<String> answer = process.ask(request).get(longest.toMillis(), TimeUnit.MILLISECONDS);
            keep(process);
            return answer;
        } catch (ExecutionException | TimeoutException e) {
            throw failure(process, e instanceof TimeoutException ? e : e.getCause(), longest);
        } catch (InterruptedException e) {
            process.close();
            throw e;
        }
    }

    private RuntimeException failure(HelmProcess process, @Nullable Throwable cause, Duration longest) {
        if (cause instanceof IllegalStateException refused) {
            keep(process);
            return new IllegalStateException(refused.getMessage(), refused);
        }
        process.close();
        return new HelmEnded(cause instanceof TimeoutException
                ? "Helm was ended after " + longest.toSeconds()
                        + " s; look for a template that comes to no end, such as a"
                        + " range over a large number, or ranges in ranges"
                : "Helm took more than a GB of memory, or broke; look for a template that comes to no end, such as a range"
                        + " over a large number");
    }

    private HelmProcess ready() {
        HelmProcess process = idleOrNew();
        CompletableFuture<List<String>> ready = process.ready().copy().orTimeout(START.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            List<String> _ = ready.join();
            return process;
        } catch (CompletionException e) {
            process.close();
            throw new HelmEnded("Helm could not be started: " + e.getCause());
        }
    }

    private HelmProcess start() {
        try {
            return starter.start();
        } catch (IOException e) {
            throw new HelmEnded("Helm could not be started: " + e);
        }
    }

    private void keep(HelmProcess process) {
        if (!idle.offer(process)) {
            process.close();
        }
    }
}
