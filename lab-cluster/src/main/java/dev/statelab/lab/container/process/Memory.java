package dev.statelab.lab.container.process;

import java.util.concurrent.atomic.AtomicLong;

/** The memory of one container, as far as its programs say what they take. */
final class Memory {

    /** What a node without a limit for the container has. */
    private static final long NODE_BYTES = 16L << 30;

    private final long limit;
    private final AtomicLong used = new AtomicLong();

    /** @param limit in bytes; 0 for none */
    Memory(long limit) {
        this.limit = limit == 0 ? NODE_BYTES : limit;
    }

    /** False when that is more than there is. */
    boolean take(long bytes) {
        return used.addAndGet(bytes) <= limit;
    }

    void give(long bytes) {
        used.addAndGet(-bytes);
    }
}
