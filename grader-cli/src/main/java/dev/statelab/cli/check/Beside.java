package dev.statelab.cli.check;

import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What is done beside something else. Closing waits for what has been started. */
final class Beside implements AutoCloseable {

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory());
    private final Queue<Runnable> last = new ConcurrentLinkedQueue<>();

    /** What is left to do once all of it has ended. */
    void atTheEnd(Runnable work) {
        last.add(work);
    }

    <T> Future<T> start(Callable<T> work) {
        return threads.submit(work);
    }

    /** What it came to, or what it threw. */
    static <T> T result(Future<T> started) throws InterruptedException {
        try {
            return started.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException thrown ? thrown : new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        threads.close();
        last.forEach(Runnable::run);
    }
}
