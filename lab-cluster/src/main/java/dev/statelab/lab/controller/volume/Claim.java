package dev.statelab.lab.controller.volume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.select.LabelSelector;
import dev.statelab.lab.controller.ObjectMeta;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a {@code PersistentVolumeClaim}. */
record Claim(ObjectNode object) {

    static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";
    static final String PROVISIONER = "volume.kubernetes.io/storage-provisioner";
    static final String BETA_PROVISIONER = "volume.beta.kubernetes.io/storage-provisioner";

    ObjectMeta meta() {
        return new ObjectMeta(object);
    }

    private JsonNode spec() {
        return object.path("spec");
    }

    /** The name of the volume that the claim has, or asks for; empty for none. */
    String volumeName() {
        return spec().path("volumeName").asText();
    }

    /** Empty for a claim that only a volume without a class can satisfy. */
    String storageClass() {
        return spec().path("storageClassName").asText();
    }

    String requestedStorage() {
        return spec().path("resources").path("requests").path("storage").asText("0");
    }

    Set<String> accessModes() {
        return spec().path("accessModes").valueStream().map(JsonNode::asText)
                .collect(Collectors.toUnmodifiableSet());
    }

    String volumeMode() {
        return spec().path("volumeMode").asText("Filesystem");
    }

    LabelSelector selector() {
        return LabelSelector.of(spec().path("selector"));
    }

    String phase() {
        return object.path("status").path("phase").asText();
    }

    /** The node that the scheduler wants the volume on; empty as long as it has not chosen. */
    String selectedNode() {
        return meta().annotations().getOrDefault(SELECTED_NODE, "");
    }

    /** Who is asked to make the volume; empty for nobody yet. */
    String provisioner() {
        return meta().annotations().getOrDefault(PROVISIONER, "");
    }

    /** The name that a volume made for this claim gets. */
    String provisionedName() {
        return "pvc-" + meta().uid();
    }

    Instant created() {
        return Instant.parse(object.path("metadata").path("creationTimestamp").asText());
    }
}
