package dev.statelab.lab.container.process;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a process has opened, to be closed when it ends: the newest first. */
final class Resources implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean closed;

    void add(AutoCloseable resource) {
        synchronized (this) {
            if (!closed) {
                open.push(resource);
                return;
            }
        }
        close(resource);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        while (!open.isEmpty()) {
            close(open.pop());
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception _) {
            // The process is dead; there is nobody to tell.
        }
    }
}
