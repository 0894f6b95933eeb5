package dev.statelab.cli.change;

import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.DelegatingCluster;
import dev.statelab.core.cluster.PatchRequest;
import dev.statelab.core.cluster.Patching;
import dev.statelab.core.cluster.ScaleRequest;
import dev.statelab.core.cluster.Scaling;

/** A cluster of which each change is noted before it is made, until it is given back. */
final class NotedCluster implements DelegatingCluster {

    private final Cluster cluster;
    private final Note note;
    private Changes changes = Changes.NONE;

    NotedCluster(Cluster cluster, Note note) {
        this.cluster = cluster;
        this.note = note;
    }

    @Override
    public Cluster cluster() {
        return cluster;
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
