package dev.statelab.cli;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.Command;
import dev.statelab.core.cluster.CommandAnswer;
import dev.statelab.core.cluster.PatchRequest;
import dev.statelab.core.cluster.Patching;
import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.cluster.PodDeletion;
import dev.statelab.core.cluster.PodLog;
import dev.statelab.core.cluster.PodRequest;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.ScaleRequest;
import dev.statelab.core.cluster.Scaling;
import dev.statelab.core.cluster.StateFeed;
import java.time.Duration;
import java.util.Set;

/**
 * A cluster of which one namespace is watched already, so that many evaluations of it need not each read it again.
 *
 * @param namespace the one that is watched
 * @param kinds that the feed has; what else somebody wants to see is read by itself
 * @param feed of these kinds, which whoever opened it closes
 */
public record Watched(Cluster cluster, String namespace, Set<ResourceKind> kinds, StateFeed feed) implements Cluster {

    public Watched {
        requireNonNull(cluster, "cluster");
        requireNonNull(namespace, "namespace");
        requireNonNull(feed, "feed");
        kinds = Set.copyOf(kinds);
    }

    @Override
    public StateFeed observe(String where, Set<ResourceKind> wanted) throws InterruptedException {
        return where.equals(namespace) && kinds.containsAll(wanted) ? new View(feed) : cluster.observe(where, wanted);
    }

    /** An evaluation closes its feed, and the others still need it. */
    private record View(StateFeed feed) implements StateFeed {
        @Override
        public ClusterState current() {
            return feed.current();
        }

        @Override
        public ClusterState awaitAfter(ClusterState seen, Duration timeout) throws InterruptedException {
            return feed.awaitAfter(seen, timeout);
        }

        @Override
        public void close() {
            // The owner of the feed closes it.
        }
    }

    @Override
    public PodAnswer send(PodRequest request) throws InterruptedException {
        return cluster.send(request);
    }

    @Override
    public PodDeletion deletePod(String where, String pod, String uid, Duration grace) throws InterruptedException {
        return cluster.deletePod(where, pod, uid, grace);
    }

    @Override
    public CommandAnswer exec(Command command) throws InterruptedException {
        return cluster.exec(command);
    }

    @Override
    public Scaling scale(ScaleRequest request) throws InterruptedException {
        return cluster.scale(request);
    }

    @Override
    public Patching patch(PatchRequest request) throws InterruptedException {
        return cluster.patch(request);
    }

    @Override
    public PodLog podLog(String where, String pod, String container, boolean previous, int tailLines)
            throws InterruptedException {
        return cluster.podLog(where, pod, container, previous, tailLines);
    }
}
