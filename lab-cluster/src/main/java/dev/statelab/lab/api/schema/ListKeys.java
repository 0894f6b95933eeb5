package dev.statelab.lab.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Lists whose elements are known by key, so that patches and apply merge them instead of replacing them: Kubernetes'
 * {@code x-kubernetes-list-map-keys}. A strategic merge patch goes by the first key alone.
 */
public final class ListKeys {

    private static final Map<String, List<String>> KEYS = Map.ofEntries(
            Map.entry("ObjectMeta.ownerReferences", List.of("uid")),
            Map.entry("PodSpec.containers", List.of("name")),
            Map.entry("PodSpec.initContainers", List.of("name")),
            Map.entry("PodSpec.ephemeralContainers", List.of("name")),
            Map.entry("PodSpec.volumes", List.of("name")),
            Map.entry("PodSpec.imagePullSecrets", List.of("name")),
            Map.entry("PodSpec.hostAliases", List.of("ip")),
            Map.entry("PodSpec.topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable")),
            Map.entry("PodSpec.schedulingGates", List.of("name")),
            Map.entry("Container.env", List.of("name")),
            Map.entry("Container.ports", List.of("containerPort", "protocol")),
            Map.entry("Container.volumeMounts", List.of("mountPath")),
            Map.entry("Container.volumeDevices", List.of("devicePath")),
            Map.entry("PodStatus.conditions", List.of("type")),
            Map.entry("PodStatus.podIPs", List.of("ip")),
            Map.entry("PodStatus.hostIPs", List.of("ip")),
            Map.entry("ServiceSpec.ports", List.of("port", "protocol")),
            Map.entry("ServiceStatus.conditions", List.of("type")),
            Map.entry("ServiceAccount.secrets", List.of("name")),
            Map.entry("StatefulSetStatus.conditions", List.of("type")),
            Map.entry("PersistentVolumeClaimStatus.conditions", List.of("type")),
            Map.entry("NamespaceStatus.conditions", List.of("type")),
            Map.entry("NodeStatus.conditions", List.of("type")),
            Map.entry("NodeStatus.addresses", List.of("type")));

    /** Lists of plain values, each of which is there once. */
    private static final Set<String> SETS = Set.of("ObjectMeta.finalizers");

    private ListKeys() {}

    /** The keys of a list's elements; empty where the list is replaced as a whole. */
    public static Optional<List<String>> of(Schema.Struct owner, String field) {
        return Optional.ofNullable(KEYS.get(owner.name() + "." + field));
    }

    public static boolean isSet(Schema.Struct owner, String field) {
        return SETS.contains(owner.name() + "." + field);
    }

    /** The keys with their values in an element, in the order of their names. */
    public static ObjectNode keyOf(List<String> keys, JsonNode element) {
        TreeMap<String, JsonNode> values = new TreeMap<>();
        for (String key : keys) {
            JsonNode value = element.path(key);
            if (!value.isMissingNode()) {
                values.put(key, value);
            } else if (key.equals("protocol")) {
                values.put(key, JsonNodeFactory.instance.textNode("TCP"));
            }
        }
        return JsonNodeFactory.instance.objectNode().setAll(values);
    }
}
