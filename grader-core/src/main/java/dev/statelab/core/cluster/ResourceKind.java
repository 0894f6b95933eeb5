package dev.statelab.core.cluster;

import static java.util.Objects.requireNonNull;

/**
 * A kind of Kubernetes object.
 *
 * @param apiVersion as in a manifest: {@code v1}, {@code apps/v1}
 * @param kind as in a manifest: {@code StatefulSet}
 */
public record ResourceKind(String apiVersion, String kind) {

    public ResourceKind {
        requireNonNull(apiVersion, "apiVersion");
        requireNonNull(kind, "kind");
    }

    @Override
    public String toString() {
        return apiVersion + "/" + kind;
    }
}
