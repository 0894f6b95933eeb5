package dev.statelab.cli.change;

import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.ClusterIdentity;
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

/** A cluster of which each change is noted before it is made, until it is given back. */
public final class NotedCluster implements Cluster {

    private final Cluster cluster;
    private final Note note;
    private Changes changes = Changes.NONE;

    NotedCluster(Cluster cluster, Note note) {
        this.cluster = cluster;
        this.note = note;
    }

    @Override
    public StateFeed observe(String namespace, Set<ResourceKind> kinds) throws InterruptedException {
        return cluster.observe(namespace, kinds);
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
        note(new Change.Scaled(request));
        Scaling scaling = cluster.scale(request);
        switch (scaling) {
            case Scaling.Accepted _ -> settle();
            case Scaling.OtherNumber(int replicas) -> found(request, replicas);
            case Scaling.NoSuchWorkload _ -> forget();
            case Scaling.Unknown _ -> {
                // It may have arrived.
            }
        }
        return scaling;
    }

    @Override
    public Patching patch(PatchRequest request) throws InterruptedException {
        note(new Change.Patched(request));
        Patching patching = cluster.patch(request);
        switch (patching) {
            case Patching.Accepted _ -> settle();
            case Patching.OtherValues _,Patching.NoSuchWorkload _,Patching.Refused _ -> forget();
            case Patching.Unknown _ -> {
                // It may have arrived.
            }
        }
        return patching;
    }

    @Override
    public PodLog podLog(String namespace, String pod, String container, boolean previous, int tailLines)
            throws InterruptedException {
        return cluster.podLog(namespace, pod, container, previous, tailLines);
    }

    @Override
    public ClusterIdentity identity() throws InterruptedException {
        return cluster.identity();
    }

    private synchronized void note(Change change) {
        changes = changes.with(change);
        note.keep(changes);
    }

    private synchronized void settle() {
        changes = changes.settled();
        note.keep(changes);
    }

    private synchronized void found(ScaleRequest request, int replicas) {
        changes = changes.refused().found(request.uid(), replicas);
        note.keep(changes);
    }

    private synchronized void forget() {
        changes = changes.refused();
        note.keep(changes);
    }
}
