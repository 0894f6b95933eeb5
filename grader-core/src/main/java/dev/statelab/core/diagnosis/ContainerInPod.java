package dev.statelab.core.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Relations;
import java.util.List;
import java.util.stream.Stream;

/**
 * One container of a pod.
 *
 * @param init whether the others wait for its end
 * @param spec as its author wrote it; a missing node where only the status knows it
 * @param status as the kubelet tells it
 */
record ContainerInPod(KubernetesObject pod, boolean init, String name, JsonNode spec, JsonNode status) {

    /** Those that the kubelet tells of, the init containers first. */
    static List<ContainerInPod> of(KubernetesObject pod) {
        JsonNode status = pod.json().path("status");
        return Stream.concat(
                Relations.stream(status.path("initContainerStatuses")).map(each -> of(pod, true, each)),
                Relations.stream(status.path("containerStatuses")).map(each -> of(pod, false, each))).toList();
    }

    private static ContainerInPod of(KubernetesObject pod, boolean init, JsonNode status) {
        String name = status.path("name").asText();
        return new ContainerInPod(pod, init, name, Scene.container(pod.json().path("spec"), name), status);
    }

    /** Neither ready nor done. */
    boolean isInTrouble() {
        return !status.path("ready").asBoolean() && !(init && terminated().path("exitCode").asInt(-1) == 0);
    }

    boolean isRunning() {
        return status.path("state").has("running");
    }

    /** Why it waits; empty for one that does not. */
    String waitingReason() {
        return status.path("state").path("waiting").path("reason").asText("");
    }

    String waitingMessage() {
        return status.path("state").path("waiting").path("message").asText("");
    }

    /** Its last end, now or before; a missing node for one that has not ended yet. */
    JsonNode terminated() {
        JsonNode now = status.path("state").path("terminated");
        return now.isMissingNode() ? status.path("lastState").path("terminated") : now;
    }

    /** How often it has ended. */
    int ends() {
        return status.path("restartCount").asInt() + (isRunning() || terminated().isMissingNode() ? 0 : 1);
    }

    String image() {
        return spec.path("image").asText(status.path("image").asText(""));
    }

    /** As {@code container app of pod kv-0}. */
    String called() {
        return (init ? "init container " : "container ") + Wording.name(name) + " of pod " + Wording.name(pod.name());
    }

    /** The path of a field in the pod's spec. */
    String field(String field) {
        return "spec." + (init ? "initContainers[" : "containers[") + name + "]." + field;
    }

    /** The path of a field in the pod's status. */
    String statusField(String field) {
        return "status." + (init ? "initContainerStatuses[" : "containerStatuses[") + name + "]." + field;
    }
}
