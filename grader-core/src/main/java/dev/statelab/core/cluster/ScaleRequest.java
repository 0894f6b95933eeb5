package dev.statelab.core.cluster;

import static java.util.Objects.requireNonNull;

/**
 * A new number of replicas for a workload.
 *
 * @param kind a StatefulSet or a Deployment
 * @param uid which object of that name is meant
 * @param from the number that it must have now
 * @param to the number that it is to have
 */
public record ScaleRequest(ResourceKind kind, String namespace, String name, String uid, int from, int to) {

    public ScaleRequest {
        requireNonNull(kind, "kind");
        requireNonNull(namespace, "namespace");
        requireNonNull(name, "name");
        requireNonNull(uid, "uid");
        if (from < 0 || to < 0) {
            throw new IllegalArgumentException(from + " to " + to + " replicas");
        }
    }

    /** The way back. */
    public ScaleRequest reversed() {
        return new ScaleRequest(kind, namespace, name, uid, to, from);
    }

    @Override
    public String toString() {
        return kind.kind() + " " + name;
    }
}
