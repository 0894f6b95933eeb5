package dev.statelab.core.judging;

import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.DelegatingCluster;
import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.cluster.PodRequest;
import java.util.concurrent.CountDownLatch;

/** A cluster where requests to one path are answered never: they end by an interruption. */
record BlockingCluster(Cluster cluster, String path, CountDownLatch asked) implements DelegatingCluster {

    @Override
    public PodAnswer send(PodRequest request) throws InterruptedException {
        if (request.path().equals(path)) {
            asked.countDown();
            new CountDownLatch(1).await();
        }
        return cluster.send(request);
    }
}
