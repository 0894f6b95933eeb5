package dev.statelab.cli.change;

import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.ClusterIdentity;
import dev.statelab.core.cluster.DelegatingCluster;
import dev.statelab.core.cluster.PatchRequest;
import dev.statelab.core.cluster.Patching;
import dev.statelab.core.cluster.ScaleRequest;
import dev.statelab.core.cluster.Scaling;
import java.util.Optional;
import java.util.function.UnaryOperator;

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
        Change change = new Change.Scaled(request);
        ClusterIdentity where = identity();
        keep(where, changes -> changes.with(change));
        Scaling scaling = cluster.scale(request);
        switch (scaling) {
            case Scaling.Accepted _ -> keep(where, changes -> changes.made(change));
            case Scaling.OtherNumber _,Scaling.NoSuchWorkload _ -> keep(where, changes -> changes.refused(change));
            case Scaling.Unknown _ -> {
                // It may have arrived.
            }
        }
        return scaling;
    }

    @Override
    public Patching patch(PatchRequest request) throws InterruptedException {
        Change change = new Change.Patched(request);
        ClusterIdentity where = identity();
        keep(where, changes -> changes.with(change));
        Patching patching = cluster.patch(request);
        switch (patching) {
            case Patching.Accepted _ -> keep(where, changes -> changes.made(change));
            case Patching.OtherValues _,Patching.NoSuchWorkload _,Patching.Refused _ ->
                keep(where, changes -> changes.refused(change));
            case Patching.Unknown _ -> {
                // It may have arrived.
            }
        }
        return patching;
    }

    private synchronized void keep(ClusterIdentity where, UnaryOperator<Changes> now) {
        Changes next = now.apply(changes);
        if (!next.equals(changes)) {
            changes = next;
            note.keep(where, changes);
        }
    }

    /** The evaluation is over; what it did not give back is left to the next one. */
    synchronized void end() {
        if (!changes.isEmpty()) {
            note.leave(identity.orElse(ClusterIdentity.UNREAD), changes);
        }
    }
}
