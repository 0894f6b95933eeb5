package dev.statelab.core.judging;

import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.ClusterIdentity;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads what identifies a cluster beside the judging, so that it takes nobody's time. */
final class IdentityRead implements AutoCloseable {

    private final ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
    private final Future<ClusterIdentity> identity;

    /** @param asked whether the cluster is asked at all */
    IdentityRead(Cluster cluster, boolean asked) {
        this.identity = asked
                ? thread.submit(cluster::identity)
                : CompletableFuture.completedFuture(ClusterIdentity.UNREAD);
    }

    /** What was read, once it is. An interruption ends the wait, and counts as handled. */
    ClusterIdentity read() {
        try {
            return identity.get();
        } catch (InterruptedException e) {
            return ClusterIdentity.UNREAD;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** What was read until now. */
    ClusterIdentity readSoFar() {
        return identity.state() == Future.State.SUCCESS ? identity.resultNow() : ClusterIdentity.UNREAD;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        thread.close();
    }
}
