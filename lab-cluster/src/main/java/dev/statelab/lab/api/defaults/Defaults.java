package dev.statelab.lab.api.defaults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceType.Trait;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.object.Metadata;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Kubernetes' own defaults, as {@code recordings/responses} show them: {@code create-defaults-201},
 * {@code service-headless-defaults-201}, {@code service-clusterip-defaults-201}, and the pods and claims of
 * {@code recordings/states}.
 */
public final class Defaults {

    private static final Map<ResourceType, Consumer<ObjectNode>> ALWAYS = Map.ofEntries(
            Map.entry(ResourceTypes.POD, PodDefaults::fill),
            Map.entry(ResourceTypes.POD_TEMPLATE, WorkloadDefaults::fillPodTemplate),
            Map.entry(ResourceTypes.REPLICATION_CONTROLLER, WorkloadDefaults::fillReplicationController),
            Map.entry(ResourceTypes.DAEMON_SET, WorkloadDefaults::fillDaemonSet),
            Map.entry(ResourceTypes.DEPLOYMENT, WorkloadDefaults::fillDeployment),
            Map.entry(ResourceTypes.REPLICA_SET, WorkloadDefaults::fillReplicaSet),
            Map.entry(ResourceTypes.STATEFUL_SET, StatefulSetDefaults::fill),
            Map.entry(ResourceTypes.JOB, JobDefaults::fill),
            Map.entry(ResourceTypes.CRON_JOB, JobDefaults::fillCronJob),
            Map.entry(ResourceTypes.POD_DISRUPTION_BUDGET, PolicyDefaults::fillDisruptionBudget),
            Map.entry(ResourceTypes.HORIZONTAL_POD_AUTOSCALER, PolicyDefaults::fillAutoscaler),
            Map.entry(ResourceTypes.INGRESS, PolicyDefaults::fillIngress),
            Map.entry(ResourceTypes.NETWORK_POLICY, PolicyDefaults::fillNetworkPolicy),
            Map.entry(ResourceTypes.ROLE, PolicyDefaults::fillRole),
            Map.entry(ResourceTypes.CLUSTER_ROLE, PolicyDefaults::fillRole),
            Map.entry(ResourceTypes.ROLE_BINDING, PolicyDefaults::fillBinding),
            Map.entry(ResourceTypes.CLUSTER_ROLE_BINDING, PolicyDefaults::fillBinding),
            Map.entry(ResourceTypes.PRIORITY_CLASS, PolicyDefaults::fillPriorityClass),
            Map.entry(ResourceTypes.MUTATING_WEBHOOK, PolicyDefaults::fillMutatingWebhooks),
            Map.entry(ResourceTypes.VALIDATING_WEBHOOK, PolicyDefaults::fillWebhooks),
            Map.entry(ResourceTypes.SERVICE, ServiceDefaults::fill),
            Map.entry(ResourceTypes.PERSISTENT_VOLUME_CLAIM, ClaimDefaults::fill),
            Map.entry(ResourceTypes.PERSISTENT_VOLUME, ClaimDefaults::fillVolume),
            Map.entry(ResourceTypes.STORAGE_CLASS, Defaults::fillStorageClass),
            Map.entry(ResourceTypes.NAMESPACE, Defaults::fillNamespace),
            Map.entry(ResourceTypes.SECRET, Defaults::fillSecret),
            Map.entry(ResourceTypes.EVENT, Defaults::fillEvent),
            Map.entry(ResourceTypes.ENDPOINTS, Defaults::fillEndpoints),
            Map.entry(ResourceTypes.ENDPOINT_SLICE, Defaults::fillEndpointSlice));

    private static final Map<ResourceType, Consumer<ObjectNode>> WHEN_NEW = Map.of(
            ResourceTypes.POD, PodDefaults::fillNew,
            ResourceTypes.JOB, JobDefaults::fillNew,
            ResourceTypes.PERSISTENT_VOLUME_CLAIM, ClaimDefaults::fillNew,
            ResourceTypes.PERSISTENT_VOLUME, ClaimDefaults::fillNewVolume,
            ResourceTypes.NAMESPACE, Defaults::fillNewNamespace);

    private Defaults() {}

    /** Of an object that is changed. */
    public static void of(ResourceType type, ObjectNode object) {
        ALWAYS.getOrDefault(type, _ -> {}).accept(object);
    }

    /** Of an object that is created: its status begins anew, but for a node's, which its kubelet reports. */
    public static void ofNew(ResourceType type, ObjectNode object) {
        if (type.has(Trait.STATUS) && !type.equals(ResourceTypes.NODE)) {
            object.putObject("status");
        }
        WHEN_NEW.getOrDefault(type, ALWAYS.getOrDefault(type, _ -> {})).accept(object);
    }

    private static void fillStorageClass(ObjectNode storageClass) {
        Fill.text(storageClass, "reclaimPolicy", "Delete");
        Fill.text(storageClass, "volumeBindingMode", "Immediate");
    }

    private static void fillNamespace(ObjectNode namespace) {
        Metadata.of(namespace)
                .withObjectProperty("labels")
                .put("kubernetes.io/metadata.name", Metadata.name(namespace));
        Fill.object(namespace, "spec");
        Fill.text(Fill.object(namespace, "status"), "phase", "Active");
    }

    private static void fillNewNamespace(ObjectNode namespace) {
        Fill.object(namespace, "spec").putArray("finalizers").add("kubernetes");
        fillNamespace(namespace);
    }

    private static void fillSecret(ObjectNode secret) {
        Fill.text(secret, "type", "Opaque");
        Fill.within(secret, "stringData", plain -> plain.properties()
                .forEach(entry -> secret.withObjectProperty("data")
                        .put(entry.getKey(), base64(entry.getValue().asText()))));
        secret.remove("stringData");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void fillEvent(ObjectNode event) {
        Fill.object(event, "source");
        Fill.nothing(event, "firstTimestamp");
        Fill.nothing(event, "lastTimestamp");
        Fill.nothing(event, "eventTime");
        Fill.text(event, "reportingComponent", "");
        Fill.text(event, "reportingInstance", "");
    }

    private static void fillEndpoints(ObjectNode endpoints) {
        Fill.each(endpoints, "subsets", subset -> Fill.each(subset, "ports", port -> Fill.text(port, "protocol",
                "TCP")));
    }

    private static void fillEndpointSlice(ObjectNode slice) {
        Fill.each(slice, "ports", port -> {
            Fill.text(port, "name", "");
            Fill.text(port, "protocol", "TCP");
        });
    }
}
