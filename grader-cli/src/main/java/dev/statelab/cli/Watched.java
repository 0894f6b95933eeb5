package dev.statelab.cli;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.DelegatingCluster;
import dev.statelab.core.cluster.ResourceKind;
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
public record Watched(Cluster cluster, String namespace, Set<ResourceKind> kinds,
        StateFeed feed) implements DelegatingCluster {

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
        public ClusterState confirmed() throws InterruptedException {
            return feed.confirmed();
        }

        @Override
        public void close() {
            // The owner of the feed closes it.
        }
    }
}
