package dev.statelab.kube.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.kube.http.Reply.Answered;
import dev.statelab.kube.http.Reply.Lost;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Knows the resource of each kind: those of Kubernetes itself by heart, others by asking the API server once. */
public final class ApiResources {

    private static final Map<ResourceKind, ApiResource> KNOWN = known();

    private final ApiServer api;
    private final Duration timeout;
    private final Map<ResourceKind, ApiResource> discovered = new ConcurrentHashMap<>();

    public ApiResources(ApiServer api, Duration timeout) {
        this.api = api;
        this.timeout = timeout;
    }

    public sealed interface Lookup {
        record Found(ApiResource resource) implements Lookup {}

        /** The cluster does not know the kind. */
        record NoSuchKind() implements Lookup {}

        record Unknown(Cause cause) implements Lookup {}
    }

    public Lookup find(ResourceKind kind) throws InterruptedException {
        ApiResource resource = KNOWN.getOrDefault(kind, discovered.get(kind));
        return resource == null ? ask(kind) : new Lookup.Found(resource);
    }

    private Lookup ask(ResourceKind kind) throws InterruptedException {
        String[] path = ApiResource.groupPath(kind.apiVersion()).toArray(String[]::new);
        return switch (api.get(api.url(path).build(), timeout)) {
            case Lost(Cause cause) -> new Lookup.Unknown(cause);
            case Answered answered when answered.status() == 404 -> new Lookup.NoSuchKind();
            case Answered answered when answered.isSuccess() -> pick(kind, answered.body());
            case Answered answered -> new Lookup.Unknown(Refusals
                    .cause(new Permission("get", "", "/" + String.join("/", path), ""), answered.apiStatus()));
        };
    }

    private Lookup pick(ResourceKind kind, String body) {
        try {
            for (JsonNode resource : Json.MAPPER.readTree(body).path("resources")) {
                String name = resource.path("name").asText();
                if (resource.path("kind").asText().equals(kind.kind()) && !name.isEmpty() && !name.contains("/")) {
                    ApiResource found = new ApiResource(kind.apiVersion(), name,
                            resource.path("namespaced").asBoolean());
                    discovered.put(kind, found);
                    return new Lookup.Found(found);
                }
            }
            return new Lookup.NoSuchKind();
        } catch (JsonProcessingException e) {
            return new Lookup.Unknown(new Cause(Cause.Reason.SERVER_ERROR,
                    "Expected the list of the API group " + kind.apiVersion() + ", the answer was not JSON"));
        }
    }

    private static Map<ResourceKind, ApiResource> known() {
        Map<ResourceKind, ApiResource> known = new HashMap<>();
        namespaced(known, "v1", "Pod pods", "Service services", "Endpoints endpoints", "Event events",
                "PersistentVolumeClaim persistentvolumeclaims", "ConfigMap configmaps", "Secret secrets",
                "ServiceAccount serviceaccounts", "ReplicationController replicationcontrollers",
                "ResourceQuota resourcequotas", "LimitRange limitranges");
        clusterWide(known, "v1", "Namespace namespaces", "Node nodes", "PersistentVolume persistentvolumes");
        namespaced(known, "apps/v1", "StatefulSet statefulsets", "Deployment deployments", "ReplicaSet replicasets",
                "DaemonSet daemonsets", "ControllerRevision controllerrevisions");
        namespaced(known, "batch/v1", "Job jobs", "CronJob cronjobs");
        namespaced(known, "discovery.k8s.io/v1", "EndpointSlice endpointslices");
        namespaced(known, "policy/v1", "PodDisruptionBudget poddisruptionbudgets");
        namespaced(known, "networking.k8s.io/v1", "NetworkPolicy networkpolicies", "Ingress ingresses");
        namespaced(known, "autoscaling/v2", "HorizontalPodAutoscaler horizontalpodautoscalers");
        namespaced(known, "rbac.authorization.k8s.io/v1", "Role roles", "RoleBinding rolebindings");
        clusterWide(known, "rbac.authorization.k8s.io/v1", "ClusterRole clusterroles",
                "ClusterRoleBinding clusterrolebindings");
        clusterWide(known, "storage.k8s.io/v1", "StorageClass storageclasses");
        return Map.copyOf(known);
    }

    private static void namespaced(Map<ResourceKind, ApiResource> known, String apiVersion, String... kinds) {
        add(known, apiVersion, true, kinds);
    }

    private static void clusterWide(Map<ResourceKind, ApiResource> known, String apiVersion, String... kinds) {
        add(known, apiVersion, false, kinds);
    }

    private static void add(Map<ResourceKind, ApiResource> known, String apiVersion, boolean namespaced,
            String... kinds) {
        for (String kindAndPlural : kinds) {
            String[] names = kindAndPlural.split(" ", -1);
            known.put(new ResourceKind(apiVersion, requireNonNull(names[0])),
                    new ApiResource(apiVersion, names[1], namespaced));
        }
    }
}
