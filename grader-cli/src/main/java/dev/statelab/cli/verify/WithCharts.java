package dev.statelab.cli.verify;

import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.Command;
import dev.statelab.core.cluster.CommandAnswer;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Listing;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A cluster where something was deployed that a chart was rendered to, with that chart in what is observed. */
record WithCharts(Cluster cluster, List<KubernetesObject> charts) implements Cluster {

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

    @Override
    public PodAnswer send(PodRequest request) throws InterruptedException {
        return cluster.send(request);
    }

    @Override
    public PodDeletion deletePod(String namespace, String pod, String uid, Duration grace) throws InterruptedException {
        return cluster.deletePod(namespace, pod, uid, grace);
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
    public PodLog podLog(String namespace, String pod, String container, boolean previous, int tailLines)
            throws InterruptedException {
        return cluster.podLog(namespace, pod, container, previous, tailLines);
    }
}
