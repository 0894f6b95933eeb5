package dev.statelab.core.offline;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.ResourceKind;

/**
 * What tells one object from all others.
 *
 * @param namespace empty for an object that is in none
 */
public record ObjectName(ResourceKind kind, String namespace, String name) {

    public ObjectName {
        requireNonNull(kind, "kind");
        requireNonNull(namespace, "namespace");
        requireNonNull(name, "name");
    }

    public static ObjectName of(KubernetesObject object) {
        return new ObjectName(object.kind(), object.namespace(), object.name());
    }

    @Override
    public String toString() {
        return kind.kind() + " " + name;
    }
}
