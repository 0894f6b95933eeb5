package dev.statelab.core.judging;

import dev.statelab.core.cluster.Cluster;
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
import java.util.concurrent.CountDownLatch;

/** A cluster where requests to one path are answered never: they end by an interruption. */
record BlockingCluster(Cluster cluster, String path, CountDownLatch asked) implements Cluster {

    @Override
    public StateFeed observe(String namespace, Set<ResourceKind> kinds) throws InterruptedException {
        return cluster.observe(namespace, kinds);
    }

    @Override
    public PodAnswer send(PodRequest request) throws InterruptedException {
        if (request.path().equals(path)) {
            asked.countDown();
            new CountDownLatch(1).await();
        }
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
