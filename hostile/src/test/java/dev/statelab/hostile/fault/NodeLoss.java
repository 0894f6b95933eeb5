package dev.statelab.hostile.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.LabCluster;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ResourceTypes;

/**
 * What the control plane writes once a node has not been heard of for 40 s (kubernetes: controller/nodelifecycle): the node's
 * conditions become unknown, its pods are no longer Ready, and each gets an event.
 */
final class NodeLoss {

    private NodeLoss() {}

    static void of(LabCluster lab, String namespace) {
        try {
            ObjectNode node = lab.api().list(ResourceTypes.NODE, "").items().getFirst().deepCopy();
            for (JsonNode condition : node.path("status").path("conditions")) {
                ((ObjectNode) condition).put("status", "Unknown").put("reason", "NodeStatusUnknown")
                        .put("message", "Kubelet stopped posting node status.");
            }
            ObjectNode _ = lab.api().updateStatus(ResourceTypes.NODE, "", node);
            for (ObjectNode each : lab.api().list(ResourceTypes.POD, namespace).items()) {
                ObjectNode pod = each.deepCopy();
                for (JsonNode condition : pod.path("status").path("conditions")) {
                    if (condition.path("type").asText().equals("Ready")) {
                        ((ObjectNode) condition).put("status", "False");
                    }
                }
                ObjectNode _ = lab.api().updateStatus(ResourceTypes.POD, namespace, pod);
                ObjectNode _ = lab.api().create(ResourceTypes.EVENT, namespace, event(pod, namespace));
            }
        } catch (ApiException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ObjectNode event(ObjectNode pod, String namespace) {
        String name = pod.path("metadata").path("name").asText();
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "Event")
                .put("type", "Warning").put("reason", "NodeNotReady").put("message", "Node is not ready")
                .put("count", 1);
        event.putObject("metadata").put("name", name + ".lost").put("namespace", namespace);
        event.putObject("involvedObject").put("apiVersion", "v1").put("kind", "Pod").put("name", name)
                .put("namespace", namespace).set("uid", pod.path("metadata").path("uid"));
        event.putObject("source").put("component", "node-controller");
        return event;
    }
}
