package dev.statelab.cli.verify;

import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.DelegatingCluster;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.StateFeed;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A cluster where something was deployed that a chart was rendered to, with that chart in what is observed. */
record WithCharts(Cluster cluster, List<KubernetesObject> charts) implements DelegatingCluster {

    WithCharts {
        charts = List.copyOf(charts);
    }

    @Override
    public StateFeed observe(String namespace, Set<ResourceKind> kinds) throws InterruptedException {
        Set<ResourceKind> others = new HashSet<>(kinds);
        return others.remove(ResourceKind.CHART)
                ? new Feed(cluster.observe(namespace, others), new Listing.Listed(charts))
                : cluster.observe(namespace, kinds);
    }

    /** @param charts the same in each state */
    private record Feed(StateFeed feed, Listing charts) implements StateFeed {

        @Override
        public ClusterState current() {
            return with(feed.current());
        }

        @Override
        public ClusterState awaitAfter(ClusterState seen, Duration timeout) throws InterruptedException {
            ClusterState newest = feed.awaitAfter(seen, timeout);
            return newest.revision() == seen.revision() ? seen : with(newest);
        }

        @Override
        public ClusterState confirmed() throws InterruptedException {
            return with(feed.confirmed());
        }

        private ClusterState with(ClusterState state) {
            Map<ResourceKind, Listing> listings = new HashMap<>(state.listings());
            listings.put(ResourceKind.CHART, charts);
            return new ClusterState(state.namespace(), state.revision(), state.seenAt(), listings);
        }

        @Override
        public void close() {
            feed.close();
        }
    }
}
