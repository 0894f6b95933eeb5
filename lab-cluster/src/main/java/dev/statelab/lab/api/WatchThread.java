package dev.statelab.lab.api;

import dev.statelab.lab.api.store.Subscription;
import dev.statelab.lab.api.store.Subscription.Signal;
import java.time.Duration;
import java.util.function.Consumer;

/** A watch inside this process: hands each change to its listener, one at a time, on a virtual thread of its own. */
final class WatchThread implements Api.Watch {

    private static final Duration FOREVER = Duration.ofDays(1);

    private final Subscription subscription;
    private final Thread thread;

    private WatchThread(Subscription subscription, Consumer<WatchEvent> listener) {
        this.subscription = subscription;
        this.thread = Thread.ofVirtual().name("lab-watch").unstarted(() -> run(subscription, listener));
    }

    static WatchThread start(Subscription subscription, Consumer<WatchEvent> listener) {
        WatchThread watch = new WatchThread(subscription, listener);
        watch.thread.start();
        return watch;
    }

    private static void run(Subscription subscription, Consumer<WatchEvent> listener) {
        try {
            boolean running = true;
            while (running) {
                switch (subscription.next(FOREVER)) {
                    case Signal.Changed(var change) -> listener.accept(change.event());
                    case Signal.Quiet() -> {
                    }
                    case Signal.Ended() -> running = false;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            subscription.close();
        }
    }

    /** Returns once the listener is not called any more, unless the listener itself closes the watch. */
    @Override
    public void close() {
        subscription.close();
        if (!Thread.currentThread().equals(thread)) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
