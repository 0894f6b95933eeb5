package dev.statelab.cli.change;

import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.ClusterIdentity;
import dev.statelab.core.cluster.DelegatingCluster;
import dev.statelab.core.cluster.PatchRequest;
import dev.statelab.core.cluster.Patching;
import dev.statelab.core.cluster.ScaleRequest;
import dev.statelab.core.cluster.Scaling;
import java.util.Optional;

/** A cluster of which each change is noted before it is made, until it is given back. */
final class NotedCluster implements DelegatingCluster {

    private final Cluster cluster;
    private final Note note;
    private final Object reading = new Object();
    private Optional<ClusterIdentity> identity = Optional.empty();
    private Changes changes = Changes.NONE;

    NotedCluster(Cluster cluster, Note note) {
        this.cluster = cluster;
        this.note = note;
    }

    @Override
    public Cluster cluster() {
        return cluster;
    }

    /** Read once: the evaluation wants it too. */
    @Override
    public ClusterIdentity identity() throws InterruptedException {
        synchronized (reading) {
            if (identity.isEmpty()) {
                identity = Optional.of(cluster.identity());
            }
            return identity.get();
        }
    }

    @Override
    public Scaling scale(ScaleRequest request) throws InterruptedException {
        ClusterIdentity where = identity();
        note(where, new Change.Scaled(request));
        Scaling scaling = cluster.scale(request);
        switch (scaling) {
            case Scaling.Accepted _ -> settle(where);
            case Scaling.OtherNumber(int replicas) -> found(where, request, replicas);
            case Scaling.NoSuchWorkload _ -> forget(where);
            case Scaling.Unknown _ -> {
                // It may have arrived.
            }
        }
        return scaling;
    }

    @Override
    public Patching patch(PatchRequest request) throws InterruptedException {
        ClusterIdentity where = identity();
        note(where, new Change.Patched(request));
        Patching patching = cluster.patch(request);
        switch (patching) {
            case Patching.Accepted _ -> settle(where);
            case Patching.OtherValues _,Patching.NoSuchWorkload _,Patching.Refused _ -> forget(where);
            case Patching.Unknown _ -> {
                // It may have arrived.
            }
        }
        return patching;
    }

    private synchronized void note(ClusterIdentity where, Change change) {
        changes = changes.with(change);
        note.keep(where, changes);
    }

    private synchronized void settle(ClusterIdentity where) {
        changes = changes.settled();
        note.keep(where, changes);
    }

    private synchronized void found(ClusterIdentity where, ScaleRequest request, int replicas) {
        changes = changes.refused().found(request.uid(), replicas);
        note.keep(where, changes);
    }

    private synchronized void forget(ClusterIdentity where) {
        changes = changes.refused();
        note.keep(where, changes);
    }
}
