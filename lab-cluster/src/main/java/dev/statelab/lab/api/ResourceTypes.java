package dev.statelab.lab.api;

import static dev.statelab.lab.api.ResourceType.Trait.GENERATION;
import static dev.statelab.lab.api.ResourceType.Trait.IN_ALL;
import static dev.statelab.lab.api.ResourceType.Trait.REVIEW;
import static dev.statelab.lab.api.ResourceType.Trait.SCALE;
import static dev.statelab.lab.api.ResourceType.Trait.STATUS;

import dev.statelab.lab.api.ResourceType.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The resource types that the lab cluster serves, in the order of discovery. A further one is a line here; what it has
 * beyond storage and its traits (defaults, validation, columns) is looked up by its constant.
 */
public final class ResourceTypes {

    private static final List<ResourceType> DECLARED = new ArrayList<>();

    public static final ResourceType CONFIG_MAP = namespaced("v1", "configmaps", "ConfigMap", names("cm"));
    public static final ResourceType ENDPOINTS = namespaced("v1", "endpoints", "Endpoints", names("ep"));
    public static final ResourceType EVENT = namespaced("v1", "events", "Event", names("ev"));
    public static final ResourceType LIMIT_RANGE = namespaced("v1", "limitranges", "LimitRange", names("limits"));
    public static final ResourceType NAMESPACE = cluster("v1", "namespaces", "Namespace", names("ns"), STATUS);
    public static final ResourceType NODE = cluster("v1", "nodes", "Node", names("no"), STATUS);
    public static final ResourceType PERSISTENT_VOLUME_CLAIM = namespaced("v1", "persistentvolumeclaims",
            "PersistentVolumeClaim", names("pvc"), STATUS);
    public static final ResourceType PERSISTENT_VOLUME = cluster("v1", "persistentvolumes", "PersistentVolume",
            names("pv"), STATUS);
    public static final ResourceType POD = namespaced("v1", "pods", "Pod", names("po"), IN_ALL, STATUS);
    public static final ResourceType POD_TEMPLATE = namespaced("v1", "podtemplates", "PodTemplate", names(),
            GENERATION);
    public static final ResourceType REPLICATION_CONTROLLER = namespaced("v1", "replicationcontrollers",
            "ReplicationController", names("rc"), IN_ALL, SCALE, STATUS, GENERATION);
    public static final ResourceType RESOURCE_QUOTA = namespaced("v1", "resourcequotas", "ResourceQuota",
            names("quota"), STATUS);
    public static final ResourceType SECRET = namespaced("v1", "secrets", "Secret", names());
    public static final ResourceType SERVICE_ACCOUNT = namespaced("v1", "serviceaccounts", "ServiceAccount",
            names("sa"));
    public static final ResourceType SERVICE = namespaced("v1", "services", "Service", names("svc"), IN_ALL, STATUS);

    public static final ResourceType API_SERVICE = cluster("apiregistration.k8s.io/v1", "apiservices", "APIService",
            names(), STATUS);

    public static final ResourceType CONTROLLER_REVISION = namespaced("apps/v1", "controllerrevisions",
            "ControllerRevision", names());
    public static final ResourceType DAEMON_SET = namespaced("apps/v1", "daemonsets", "DaemonSet", names("ds"), IN_ALL,
            STATUS, GENERATION);
    public static final ResourceType DEPLOYMENT = namespaced("apps/v1", "deployments", "Deployment", names("deploy"),
            IN_ALL, SCALE, STATUS, GENERATION);
    public static final ResourceType REPLICA_SET = namespaced("apps/v1", "replicasets", "ReplicaSet", names("rs"),
            IN_ALL, SCALE, STATUS, GENERATION);
    public static final ResourceType STATEFUL_SET = namespaced("apps/v1", "statefulsets", "StatefulSet", names("sts"),
            IN_ALL, SCALE, STATUS, GENERATION);

    public static final ResourceType SELF_SUBJECT_REVIEW = cluster("authentication.k8s.io/v1", "selfsubjectreviews",
            "SelfSubjectReview", names(), REVIEW);
    public static final ResourceType TOKEN_REVIEW = cluster("authentication.k8s.io/v1", "tokenreviews", "TokenReview",
            names(), REVIEW);

    public static final ResourceType LOCAL_SUBJECT_ACCESS_REVIEW = namespaced("authorization.k8s.io/v1",
            "localsubjectaccessreviews", "LocalSubjectAccessReview", names(), REVIEW);
    public static final ResourceType SELF_SUBJECT_ACCESS_REVIEW = cluster("authorization.k8s.io/v1",
            "selfsubjectaccessreviews", "SelfSubjectAccessReview", names(), REVIEW);
    public static final ResourceType SELF_SUBJECT_RULES_REVIEW = cluster("authorization.k8s.io/v1",
            "selfsubjectrulesreviews", "SelfSubjectRulesReview", names(), REVIEW);
    public static final ResourceType SUBJECT_ACCESS_REVIEW = cluster("authorization.k8s.io/v1",
            "subjectaccessreviews", "SubjectAccessReview", names(), REVIEW);

    public static final ResourceType HORIZONTAL_POD_AUTOSCALER = namespaced("autoscaling/v2",
            "horizontalpodautoscalers", "HorizontalPodAutoscaler", names("hpa"), IN_ALL, STATUS);

    public static final ResourceType CRON_JOB = namespaced("batch/v1", "cronjobs", "CronJob", names("cj"), IN_ALL,
            STATUS, GENERATION);
    public static final ResourceType JOB = namespaced("batch/v1", "jobs", "Job", names(), IN_ALL, STATUS, GENERATION);

    public static final ResourceType CERTIFICATE_SIGNING_REQUEST = cluster("certificates.k8s.io/v1",
            "certificatesigningrequests", "CertificateSigningRequest", names("csr"), STATUS);

    public static final ResourceType INGRESS_CLASS = cluster("networking.k8s.io/v1", "ingressclasses", "IngressClass",
            names(), GENERATION);
    public static final ResourceType INGRESS = namespaced("networking.k8s.io/v1", "ingresses", "Ingress", names("ing"),
            STATUS, GENERATION);
    public static final ResourceType NETWORK_POLICY = namespaced("networking.k8s.io/v1", "networkpolicies",
            "NetworkPolicy", names("netpol"), GENERATION);

    public static final ResourceType POD_DISRUPTION_BUDGET = namespaced("policy/v1", "poddisruptionbudgets",
            "PodDisruptionBudget", names("pdb"), STATUS, GENERATION);

    public static final ResourceType CLUSTER_ROLE_BINDING = cluster("rbac.authorization.k8s.io/v1",
            "clusterrolebindings", "ClusterRoleBinding", names());
    public static final ResourceType CLUSTER_ROLE = cluster("rbac.authorization.k8s.io/v1", "clusterroles",
            "ClusterRole", names());
    public static final ResourceType ROLE_BINDING = namespaced("rbac.authorization.k8s.io/v1", "rolebindings",
            "RoleBinding", names());
    public static final ResourceType ROLE = namespaced("rbac.authorization.k8s.io/v1", "roles", "Role", names());

    public static final ResourceType CSI_DRIVER = cluster("storage.k8s.io/v1", "csidrivers", "CSIDriver", names());
    public static final ResourceType CSI_NODE = cluster("storage.k8s.io/v1", "csinodes", "CSINode", names());
    public static final ResourceType CSI_STORAGE_CAPACITY = namespaced("storage.k8s.io/v1", "csistoragecapacities",
            "CSIStorageCapacity", names());
    public static final ResourceType STORAGE_CLASS = cluster("storage.k8s.io/v1", "storageclasses", "StorageClass",
            names("sc"));
    public static final ResourceType VOLUME_ATTACHMENT = cluster("storage.k8s.io/v1", "volumeattachments",
            "VolumeAttachment", names(), STATUS);

    public static final ResourceType MUTATING_WEBHOOK = cluster("admissionregistration.k8s.io/v1",
            "mutatingwebhookconfigurations", "MutatingWebhookConfiguration", names(), GENERATION);
    public static final ResourceType ADMISSION_POLICY = cluster("admissionregistration.k8s.io/v1",
            "validatingadmissionpolicies", "ValidatingAdmissionPolicy", names(), STATUS, GENERATION);
    public static final ResourceType ADMISSION_POLICY_BINDING = cluster("admissionregistration.k8s.io/v1",
            "validatingadmissionpolicybindings", "ValidatingAdmissionPolicyBinding", names(), GENERATION);
    public static final ResourceType VALIDATING_WEBHOOK = cluster("admissionregistration.k8s.io/v1",
            "validatingwebhookconfigurations", "ValidatingWebhookConfiguration", names(), GENERATION);

    public static final ResourceType CUSTOM_RESOURCE_DEFINITION = cluster("apiextensions.k8s.io/v1",
            "customresourcedefinitions", "CustomResourceDefinition", names("crd", "crds"), STATUS, GENERATION);

    public static final ResourceType PRIORITY_CLASS = cluster("scheduling.k8s.io/v1", "priorityclasses",
            "PriorityClass", names("pc"), GENERATION);

    public static final ResourceType LEASE = namespaced("coordination.k8s.io/v1", "leases", "Lease", names());

    public static final ResourceType RUNTIME_CLASS = cluster("node.k8s.io/v1", "runtimeclasses", "RuntimeClass",
            names());

    public static final ResourceType ENDPOINT_SLICE = namespaced("discovery.k8s.io/v1", "endpointslices",
            "EndpointSlice", names(), GENERATION);

    public static final ResourceType FLOW_SCHEMA = cluster("flowcontrol.apiserver.k8s.io/v1", "flowschemas",
            "FlowSchema", names(), STATUS, GENERATION);
    public static final ResourceType PRIORITY_LEVEL = cluster("flowcontrol.apiserver.k8s.io/v1",
            "prioritylevelconfigurations", "PriorityLevelConfiguration", names(), STATUS, GENERATION);

    /** What is sent to {@code serviceaccounts/NAME/token}; served nowhere else. */
    public static final ResourceType TOKEN_REQUEST = new ResourceType("authentication.k8s.io", "v1", "tokenrequests",
            "tokenrequest", "TokenRequest", true, List.of(), Set.of(REVIEW));

    /** What is sent to {@code pods/NAME/eviction}; served nowhere else. */
    public static final ResourceType EVICTION = new ResourceType("policy", "v1", "evictions", "eviction", "Eviction",
            true, List.of(), Set.of(REVIEW));

    /** What is sent to {@code pods/NAME/binding}; served nowhere else. */
    public static final ResourceType BINDING = new ResourceType("", "v1", "bindings", "binding", "Binding", true,
            List.of(), Set.of(REVIEW));

    /** All of them: what is stored, and the reviews. */
    public static final List<ResourceType> SERVED = List.copyOf(DECLARED);

    /** Those of which there are objects. */
    public static final List<ResourceType> ALL = SERVED.stream().filter(type -> !type.has(REVIEW)).toList();

    private static final Map<String, ResourceType> BY_KIND = by(ResourceType::kind);
    private static final Map<String, ResourceType> BY_PLURAL = by(ResourceType::plural);

    private ResourceTypes() {}

    /** The type of a manifest's {@code apiVersion} and {@code kind}. */
    public static Optional<ResourceType> ofKind(String apiVersion, String kind) {
        return Optional.ofNullable(BY_KIND.get(apiVersion + "/" + kind));
    }

    /** The type of a request's path. */
    public static Optional<ResourceType> ofPath(String apiVersion, String plural) {
        return Optional.ofNullable(BY_PLURAL.get(apiVersion + "/" + plural));
    }

    private static Map<String, ResourceType> by(Function<ResourceType, String> name) {
        return SERVED.stream()
                .collect(Collectors.toUnmodifiableMap(type -> type.apiVersion() + "/" + name.apply(type),
                        Function.identity()));
    }

    private static List<String> names(String... shortNames) {
        return List.of(shortNames);
    }

    private static ResourceType cluster(String apiVersion, String plural, String kind, List<String> shortNames,
            Trait... traits) {
        return declared(apiVersion, plural, kind, false, shortNames, Set.of(traits));
    }

    private static ResourceType namespaced(String apiVersion, String plural, String kind, List<String> shortNames,
            Trait... traits) {
        return declared(apiVersion, plural, kind, true, shortNames, Set.of(traits));
    }

    private static ResourceType declared(String apiVersion, String plural, String kind, boolean namespaced,
            List<String> shortNames, Set<Trait> traits) {
        int slash = apiVersion.indexOf('/');
        ResourceType type = new ResourceType(apiVersion.substring(0, Math.max(0, slash)),
                apiVersion.substring(slash + 1), plural, kind.toLowerCase(Locale.ROOT), kind, namespaced, shortNames,
                traits);
        DECLARED.add(type);
        return type;
    }
}
