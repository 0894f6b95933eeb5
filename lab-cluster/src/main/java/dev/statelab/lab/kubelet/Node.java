package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import java.time.Instant;
import java.util.List;

/**
 * The machine that a kubelet pretends to have.
 *
 * @param address the node's own
 * @param cpu a quantity, as {@code memory} is
 * @param pods how many it can hold
 */
public record Node(String name, String address, String cpu, String memory, int pods) {

    /** Called {@code lab}, with room for many small pods. */
    public static final Node DEFAULT = new Node("lab", "10.99.0.1", "8", "32Gi", 10_000);

    private static final String VERSION = "v1.32.0";

    /** Its {@code v1/Node}, healthy. */
    ObjectNode object(List<String> images, Instant now) {
        var node = JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "Node");
        node.putObject("metadata").put("name", name).putObject("labels").put("kubernetes.io/hostname", name)
                .put("kubernetes.io/os", "linux").put("kubernetes.io/arch", "amd64");
        node.putObject("spec").put("podCIDR", "10.42.0.0/16").putArray("podCIDRs").add("10.42.0.0/16");
        var status = node.putObject("status");
        room(status.putObject("capacity"));
        room(status.putObject("allocatable"));
        var conditions = status.putArray("conditions");
        var time = Metadata.time(now);
        condition(conditions.addObject(), "MemoryPressure", "False", "KubeletHasSufficientMemory",
                "kubelet has sufficient memory available", time);
        condition(conditions.addObject(), "DiskPressure", "False", "KubeletHasNoDiskPressure",
                "kubelet has no disk pressure", time);
        condition(conditions.addObject(), "PIDPressure", "False", "KubeletHasSufficientPID",
                "kubelet has sufficient PID available", time);
        condition(conditions.addObject(), "Ready", "True", "KubeletReady", "kubelet is posting ready status", time);
        var addresses = status.putArray("addresses");
        addresses.addObject().put("type", "InternalIP").put("address", address);
        addresses.addObject().put("type", "Hostname").put("address", name);
        var shown = status.putArray("images");
        images.forEach(image -> shown.addObject().putArray("names").add(image));
        status.putObject("nodeInfo").put("kubeletVersion", VERSION).put("operatingSystem", "linux")
                .put("architecture", "amd64").put("osImage", "StateLab lab cluster")
                .put("containerRuntimeVersion", "containerd://2.0.0").put("kernelVersion", "")
                .put("kubeProxyVersion", VERSION).put("machineID", "").put("systemUUID", "").put("bootID", "");
        return node;
    }

    private void room(ObjectNode resources) {
        resources.put("cpu", cpu).put("memory", memory).put("pods", Integer.toString(pods))
                .put("ephemeral-storage", "100Gi");
    }

    private static void condition(
            ObjectNode condition, String type, String status, String reason, String message, String time) {
        condition.put("type", type).put("status", status).put("lastHeartbeatTime", time)
                .put("lastTransitionTime", time).put("reason", reason).put("message", message);
    }
}
