package dev.statelab.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Unseen;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceType.Trait;
import dev.statelab.lab.api.ResourceTypes;
import java.util.List;
import java.util.Map;

/**
 * An object as a cluster will have it once it is deployed, with everything unseen that others than its author write. UIDs
 * and addresses stand in for those that a cluster will choose.
 */
final class AsDeployed {

    private static final List<String> WRITTEN_BY_SERVER = List.of("resourceVersion", "generation", "creationTimestamp",
            "managedFields");

    /** What the scheduler, the provisioner and admission write into a {@code spec} where its author left it out. */
    private static final Map<ResourceType, List<String>> WRITTEN_BY_CLUSTER = Map.of(
            ResourceTypes.POD, List.of("nodeName", "priority", "preemptionPolicy"),
            ResourceTypes.PERSISTENT_VOLUME_CLAIM, List.of("volumeName", "storageClassName"));

    private AsDeployed() {}

    static KubernetesObject of(ResourceType type, ObjectNode stored) {
        ObjectNode object = stored.deepCopy();
        ObjectNode metadata = object.withObjectProperty("metadata");
        WRITTEN_BY_SERVER.forEach(field -> metadata.set(field, Unseen.node()));
        if (metadata.path("labels") instanceof ObjectNode labels && labels.has("controller-revision-hash")) {
            labels.set("controller-revision-hash", Unseen.node());
        }
        if (type.has(Trait.STATUS)) {
            object.set("status", Unseen.node());
        }
        JsonNode spec = object.path("spec");
        WRITTEN_BY_CLUSTER.getOrDefault(type, List.of()).stream().filter(field -> !spec.has(field))
                .forEach(field -> object.withObjectProperty("spec").set(field, Unseen.node()));
        return new KubernetesObject(object);
    }
}
