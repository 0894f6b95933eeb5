package dev.statelab.lab.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The resource types that the lab cluster serves. A further one is a line here; what it has beyond plain storage
 * (defaults, validation, columns) is looked up by its constant.
 */
public final class ResourceTypes {

    public static final ResourceType NAMESPACE = cluster("", "v1", "namespaces", "Namespace", "ns");
    public static final ResourceType NODE = cluster("", "v1", "nodes", "Node", "no");
    public static final ResourceType PERSISTENT_VOLUME = cluster("", "v1", "persistentvolumes", "PersistentVolume",
            "pv");
    public static final ResourceType CONFIG_MAP = namespaced("", "v1", "configmaps", "ConfigMap", "cm");
    public static final ResourceType ENDPOINTS = new ResourceType("", "v1", "endpoints", "endpoints", "Endpoints", true,
            List.of("ep"));
    public static final ResourceType EVENT = namespaced("", "v1", "events", "Event", "ev");
    public static final ResourceType PERSISTENT_VOLUME_CLAIM = namespaced("", "v1", "persistentvolumeclaims",
            "PersistentVolumeClaim", "pvc");
    public static final ResourceType POD = namespaced("", "v1", "pods", "Pod", "po");
    public static final ResourceType SECRET = namespaced("", "v1", "secrets", "Secret");
    public static final ResourceType SERVICE = namespaced("", "v1", "services", "Service", "svc");
    public static final ResourceType SERVICE_ACCOUNT = namespaced("", "v1", "serviceaccounts", "ServiceAccount", "sa");
    public static final ResourceType CONTROLLER_REVISION = namespaced("apps", "v1", "controllerrevisions",
            "ControllerRevision");
    public static final ResourceType STATEFUL_SET = namespaced("apps", "v1", "statefulsets", "StatefulSet", "sts");
    public static final ResourceType LEASE = namespaced("coordination.k8s.io", "v1", "leases", "Lease");
    public static final ResourceType ENDPOINT_SLICE = namespaced("discovery.k8s.io", "v1", "endpointslices",
            "EndpointSlice");
    public static final ResourceType STORAGE_CLASS = cluster("storage.k8s.io", "v1", "storageclasses", "StorageClass",
            "sc");

    /** In the order of discovery: by group, then by name. */
    public static final List<ResourceType> ALL = List.of(CONFIG_MAP, ENDPOINTS, EVENT, NAMESPACE, NODE,
            PERSISTENT_VOLUME_CLAIM, PERSISTENT_VOLUME, POD, SECRET, SERVICE_ACCOUNT, SERVICE, CONTROLLER_REVISION,
            STATEFUL_SET, LEASE, ENDPOINT_SLICE, STORAGE_CLASS);

    private static final Set<ResourceType> WITH_STATUS = Set.of(NAMESPACE, NODE, PERSISTENT_VOLUME,
            PERSISTENT_VOLUME_CLAIM, POD, SERVICE, STATEFUL_SET);

    private static final Set<ResourceType> WITH_GENERATION = Set.of(STATEFUL_SET, ENDPOINT_SLICE);

    private ResourceTypes() {}

    /** The type of a manifest's {@code apiVersion} and {@code kind}. */
    public static Optional<ResourceType> ofKind(String apiVersion, String kind) {
        return ALL.stream()
                .filter(type -> type.kind().equals(kind) && type.apiVersion().equals(apiVersion))
                .findFirst();
    }

    /** The type of a request's path. */
    public static Optional<ResourceType> ofPath(String apiVersion, String plural) {
        return ALL.stream()
                .filter(type -> type.plural().equals(plural) && type.apiVersion().equals(apiVersion))
                .findFirst();
    }

    /** Whether the status is written apart from the rest of the object. */
    public static boolean hasStatus(ResourceType type) {
        return WITH_STATUS.contains(type);
    }

    /** Whether {@code metadata.generation} counts the changes of the desired state. */
    public static boolean hasGeneration(ResourceType type) {
        return WITH_GENERATION.contains(type);
    }

    private static ResourceType cluster(String group, String version, String plural, String kind,
            String... shortNames) {
        return new ResourceType(group, version, plural, singular(kind), kind, false, List.of(shortNames));
    }

    private static ResourceType namespaced(String group, String version, String plural, String kind,
            String... shortNames) {
        return new ResourceType(group, version, plural, singular(kind), kind, true, List.of(shortNames));
    }

    private static String singular(String kind) {
        return kind.toLowerCase(Locale.ROOT);
    }
}
