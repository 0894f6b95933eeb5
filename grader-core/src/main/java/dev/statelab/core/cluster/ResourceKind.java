package dev.statelab.core.cluster;

import static java.util.Objects.requireNonNull;

/**
 * A kind of Kubernetes object.
 *
 * @param apiVersion as in a manifest: {@code v1}, {@code apps/v1}
 * @param kind as in a manifest: {@code StatefulSet}
 */
public record ResourceKind(String apiVersion, String kind) {

    public static final ResourceKind STATEFUL_SET = new ResourceKind("apps/v1", "StatefulSet");
    public static final ResourceKind DEPLOYMENT = new ResourceKind("apps/v1", "Deployment");
    public static final ResourceKind POD = new ResourceKind("v1", "Pod");
    public static final ResourceKind CLAIM = new ResourceKind("v1", "PersistentVolumeClaim");
    public static final ResourceKind SERVICE = new ResourceKind("v1", "Service");
    public static final ResourceKind ENDPOINT_SLICE = new ResourceKind("discovery.k8s.io/v1", "EndpointSlice");
    public static final ResourceKind EVENT = new ResourceKind("v1", "Event");
    public static final ResourceKind CONFIG_MAP = new ResourceKind("v1", "ConfigMap");
    public static final ResourceKind SECRET = new ResourceKind("v1", "Secret");
    /** Not Kubernetes' own: what is known of a Helm chart, which {@code docs/task-language.md} tells. */
    public static final ResourceKind CHART = new ResourceKind("statelab.dev/v1", "Chart");
    public static final ResourceKind NODE = new ResourceKind("v1", "Node");
    public static final ResourceKind STORAGE_CLASS = new ResourceKind("storage.k8s.io/v1", "StorageClass");

    public ResourceKind {
        requireNonNull(apiVersion, "apiVersion");
        requireNonNull(kind, "kind");
    }

    @Override
    public String toString() {
        return apiVersion + "/" + kind;
    }
}
