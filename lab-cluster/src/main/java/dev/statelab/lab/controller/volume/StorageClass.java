package dev.statelab.lab.controller.volume;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads a {@code StorageClass}. */
record StorageClass(ObjectNode object) {

    String provisioner() {
        return object.path("provisioner").asText();
    }

    /** Whether a claim waits for a pod that uses it, so that the volume is made on the pod's node. */
    boolean waitsForFirstConsumer() {
        return object.path("volumeBindingMode").asText().equals("WaitForFirstConsumer");
    }

    String reclaimPolicy() {
        return object.path("reclaimPolicy").asText("Delete");
    }

    /** The class that claims get which ask for none, as k3s and the recorded cluster have it. */
    static ObjectNode localPath() {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("apiVersion", "storage.k8s.io/v1").put("kind", "StorageClass");
        json.putObject("metadata").put("name", "local-path").putObject("annotations")
                .put("storageclass.kubernetes.io/is-default-class", "true");
        return json.put("provisioner", LocalPathProvisioner.NAME).put("reclaimPolicy", "Delete")
                .put("volumeBindingMode", "WaitForFirstConsumer");
    }
}
