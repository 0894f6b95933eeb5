package dev.statelab.core.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A cluster to grade on. Whatever goes wrong on the way comes back as a value; the methods throw nothing but
 * {@link InterruptedException}. Safe for use by many threads.
 */
public interface Cluster {

    /** Reads all kinds at the same time and returns when each of them is listed or known to be unreadable. */
    StateFeed observe(String namespace, Set<ResourceKind> kinds) throws InterruptedException;

    /** Sends one request to an application, once. */
    PodAnswer send(PodRequest request) throws InterruptedException;

    /**
     * Deletes one pod, provided that it still is the one with the UID.
     *
     * @param grace the grace period, whole seconds, at least one
     */
    PodDeletion deletePod(String namespace, String pod, String uid, Duration grace) throws InterruptedException;

    /** Runs one command in a container, once. */
    CommandAnswer exec(Command command) throws InterruptedException;

    /** Changes the number of a workload's replicas, provided that it still is the one that is meant. */
    Scaling scale(ScaleRequest request) throws InterruptedException;

    /** Changes fields of a workload, provided that it still is the one that is meant, and has what the request says. */
    Patching patch(PatchRequest request) throws InterruptedException;

    /**
     * Reads the end of a container's log.
     *
     * @param previous the log of the container's run before this one
     * @param tailLines how many lines at the most, at least one
     */
    PodLog podLog(String namespace, String pod, String container, boolean previous, int tailLines)
            throws InterruptedException;

    /**
     * Asks for what makes a work look broken that is not: its namespace is gone or ends, or a node under its pods is lost.
     *
     * @param nodes under the pods
     * @return empty where all is there, and where it may not be read
     */
    Optional<Cause> loss(String namespace, Set<String> nodes) throws InterruptedException;

    /** Reads what tells this cluster from others. What may not be read, or is not answered, is left empty. */
    ClusterIdentity identity() throws InterruptedException;
}
