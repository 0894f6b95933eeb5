package dev.statelab.lab.scheduler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.controller.ObjectKey;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The cluster as the scheduler's watches have told it, for one thread. */
final class ClusterCache implements ClusterView {

    private static final Comparator<ObjectKey> ORDER = Comparator.comparing(ObjectKey::namespace)
            .thenComparing(ObjectKey::name);

    private final Map<ResourceType, Map<ObjectKey, ObjectNode>> objects = new HashMap<>();
    private final Map<String, Map<ObjectKey, ObjectNode>> assigned = new HashMap<>();
    private final Map<String, Usage> usages = new HashMap<>();

    /** Takes over a change, unless a newer state of the object is known. */
    void put(ResourceType type, ObjectNode object) {
        var key = ObjectKey.of(object);
        var known = ofType(type).get(key);
        if (known != null && Metadata.revision(known) > Metadata.revision(object)) {
            return;
        }
        remove(type, object);
        ofType(type).put(key, object);
        if (takesRoom(type, object)) {
            assigned.computeIfAbsent(node(object), _ -> new HashMap<>()).put(key, object);
            usages.merge(node(object), Usage.NONE.plus(object), (usage, _) -> usage.plus(object));
        }
    }

    void remove(ResourceType type, ObjectNode object) {
        var key = ObjectKey.of(object);
        var known = ofType(type).remove(key);
        if (known != null && takesRoom(type, known)) {
            assigned.getOrDefault(node(known), Map.of()).remove(key);
            usages.computeIfPresent(node(known), (_, usage) -> usage.minus(known));
        }
    }

    static String node(ObjectNode pod) {
        return pod.path("spec").path("nodeName").asText();
    }

    static boolean isFinished(ObjectNode pod) {
        var phase = pod.path("status").path("phase").asText();
        return phase.equals("Succeeded") || phase.equals("Failed");
    }

    private static boolean takesRoom(ResourceType type, ObjectNode object) {
        return type.equals(ResourceTypes.POD) && !node(object).isEmpty() && !isFinished(object);
    }

    private Map<ObjectKey, ObjectNode> ofType(ResourceType type) {
        return objects.computeIfAbsent(type, _ -> new TreeMap<>(ORDER));
    }

    Optional<ObjectNode> pod(ObjectKey key) {
        return Optional.ofNullable(ofType(ResourceTypes.POD).get(key));
    }

    @Override
    public Collection<ObjectNode> nodes() {
        return ofType(ResourceTypes.NODE).values();
    }

    @Override
    public Usage usage(String node) {
        return usages.getOrDefault(node, Usage.NONE);
    }

    @Override
    public Collection<ObjectNode> assignedPods(String node) {
        return List.copyOf(assigned.getOrDefault(node, Map.of()).values());
    }

    @Override
    public Optional<ObjectNode> claim(String namespace, String name) {
        return Optional.ofNullable(ofType(ResourceTypes.PERSISTENT_VOLUME_CLAIM).get(new ObjectKey(namespace, name)));
    }

    @Override
    public Optional<ObjectNode> storageClass(String name) {
        return Optional.ofNullable(ofType(ResourceTypes.STORAGE_CLASS).get(new ObjectKey("", name)));
    }

    @Override
    public Collection<ObjectNode> persistentVolumes() {
        return ofType(ResourceTypes.PERSISTENT_VOLUME).values();
    }

    @Override
    public Optional<ObjectNode> persistentVolume(String name) {
        return Optional.ofNullable(ofType(ResourceTypes.PERSISTENT_VOLUME).get(new ObjectKey("", name)));
    }
}
