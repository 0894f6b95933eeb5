package dev.statelab.cli.verify;

import dev.statelab.cli.GraderException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Does several things at the same time, but not all of them. */
final class Parallel {

    private final int atATime;

    /** @param atATime at least one */
    Parallel(int atATime) {
        this.atATime = atATime;
    }

    static Parallel onEachProcessor() {
        return new Parallel(Runtime.getRuntime().availableProcessors());
    }

    /** What a call comes to, in the order of the calls. An interruption, or a call that throws, ends all. */
    <T> List<T> all(List<Callable<T>> calls) throws InterruptedException {
        Semaphore turns = new Semaphore(atATime, true);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                List<Future<T>> futures = new ArrayList<>();
                for (Callable<T> call : calls) {
                    turns.acquire();
                    futures.add(threads.submit(() -> {
                        try {
                            return call.call();
                        } finally {
                            turns.release();
                        }
                    }));
                }
                List<T> results = new ArrayList<>();
                for (Future<T> future : futures) {
                    results.add(future.get());
                }
                return results;
            } catch (InterruptedException e) {
                threads.shutdownNow();
                throw e;
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw e.getCause() instanceof GraderException told ? told : new IllegalStateException(e.getCause());
            }
        }
    }
}
