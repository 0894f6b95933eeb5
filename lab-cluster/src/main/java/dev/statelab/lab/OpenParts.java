package dev.statelab.lab;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been started, to be ended in the opposite order; each of them, whatever happens to the others. */
final class OpenParts {

    private final Deque<Runnable> endings = new ArrayDeque<>();
    private boolean ended;

    /** @param ending how to end what has just been started */
    synchronized void add(Runnable ending) {
        endings.push(ending);
    }

    /** Only the first call does anything. */
    void end() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        end(endings);
    }

    private static void end(Deque<Runnable> endings) {
        if (!endings.isEmpty()) {
            try {
                endings.pop().run();
            } finally {
                end(endings);
            }
        }
    }
}
