package dev.statelab.core.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A cluster that is another one but for what it overrides. */
public interface DelegatingCluster extends Cluster {

    /** Whom everything else is asked. */
    Cluster cluster();

    @Override
    default StateFeed observe(String namespace, Set<ResourceKind> kinds) throws InterruptedException {
        return cluster().observe(namespace, kinds);
    }

    @Override
    default PodAnswer send(PodRequest request) throws InterruptedException {
        return cluster().send(request);
    }

    @Override
    default PodDeletion deletePod(String namespace, String pod, String uid, Duration grace)
            throws InterruptedException {
        return cluster().deletePod(namespace, pod, uid, grace);
    }

    @Override
    default CommandAnswer exec(Command command) throws InterruptedException {
        return cluster().exec(command);
    }

    @Override
    default Scaling scale(ScaleRequest request) throws InterruptedException {
        return cluster().scale(request);
    }

    @Override
    default Patching patch(PatchRequest request) throws InterruptedException {
        return cluster().patch(request);
    }

    @Override
    default PodLog podLog(String namespace, String pod, String container, boolean previous, int tailLines)
            throws InterruptedException {
        return cluster().podLog(namespace, pod, container, previous, tailLines);
    }

    @Override
    default Optional<Cause> loss(String namespace, Set<String> nodes) throws InterruptedException {
        return cluster().loss(namespace, nodes);
    }

    @Override
    default ClusterIdentity identity() throws InterruptedException {
        return cluster().identity();
    }
}
