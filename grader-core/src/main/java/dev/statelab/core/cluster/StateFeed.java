package dev.statelab.core.cluster;

import java.time.Duration;

/**
 * A namespace's state, read once and then kept current by watches. Safe for use by many threads.
 */
public interface StateFeed extends AutoCloseable {

    /** The newest state; never waits. */
    ClusterState current();

    /**
     * Waits for a state that is newer than the one that the caller has seen.
     *
     * @param seen what the caller judged last
     * @param timeout how long to wait at the most
     * @return the newest state, or {@code seen} itself when nothing changed within the timeout
     */
    ClusterState awaitAfter(ClusterState seen, Duration timeout) throws InterruptedException;

    /**
     * The newest state, once everything in it was read anew or is known to be unreadable: a watch may be broken or behind, and
     * what it did not tell must cost nobody a point. Asks again only where something has changed since the last time.
     */
    ClusterState confirmed() throws InterruptedException;

    @Override
    void close();
}
