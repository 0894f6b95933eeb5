package dev.statelab.core.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Relations;
import dev.statelab.core.cluster.ResourceKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Why no node takes a pod, by what the scheduler says (kubernetes: pkg/scheduler, framework/plugins). */
final class SchedulingFaults {

    private static final Pattern SCARCE = Pattern.compile("Insufficient ([a-z0-9./-]{0,62}[a-z0-9])");
    private static final Pattern TAINT = Pattern.compile("untolerated taint \\{([^}]{1,200})\\}");

    private final Scene scene;

    SchedulingFaults(Scene scene) {
        this.scene = scene;
    }

    Draft of(KubernetesObject pod) {
        String message = Relations.condition(pod, "PodScheduled").path("message").asText();
        boolean byClaim = message.contains("unbound immediate PersistentVolumeClaims")
                || message.contains("persistentvolumeclaim");
        Optional<Draft> claim = byClaim ? new ClaimFaults(scene).ofPod(pod) : Optional.empty();
        return claim.orElseGet(() -> unschedulable(pod, message));
    }

    private Draft unschedulable(KubernetesObject pod, String message) {
        Matcher scarce = SCARCE.matcher(message);
        if (scarce.find()) {
            return scarce(pod, message, scarce.group(1));
        }
        Matcher taint = TAINT.matcher(message);
        if (taint.find()) {
            return draft(pod, message, "Pod " + pod.name() + " does not tolerate the taint {" + taint.group(1) + "}")
                    .expected("a node without taints that the pod does not tolerate")
                    .attempt("a `tolerations` entry for {" + taint.group(1) + "}, or a node without this taint");
        }
        if (message.contains("node affinity/selector")) {
            return selected(pod, message);
        }
        if (message.contains("anti-affinity")) {
            return draft(pod, message,
                    "Pod " + pod.name() + " may not run beside the pods that its anti-affinity names")
                    .expected("a node on which none of these pods runs")
                    .attempt("`preferredDuringScheduling…` instead of `requiredDuringScheduling…`, or more nodes");
        }
        if (message.contains("were unschedulable")) {
            return draft(pod, message, "The node is closed for new pods")
                    .expected("a node that takes pods")
                    .attempt("`kubectl uncordon` with the node's name");
        }
        return draft(pod, message, "No node takes pod " + pod.name())
                .expected("a node for pod " + pod.name())
                .attempt("change what the scheduler names in its message");
    }

    private Draft scarce(KubernetesObject pod, String message, String resource) {
        String asked = asked(pod, resource);
        Draft draft = draft(pod, message, "No node has the " + resource + " that pod " + pod.name() + " asks for")
                .expected("a node with " + resource + " " + (asked.isEmpty() ? "enough" : asked) + " free")
                .attempt("lower `resources.requests." + resource + "`, or delete pods that take it up")
                .shows(pod, "spec.containers[*].resources.requests." + resource, asked);
        List<KubernetesObject> nodes = scene.all(ResourceKind.NODE);
        nodes.stream().limit(3).forEach(
                node -> draft.shows(node, "status.allocatable." + resource, allocatable(node, resource)));
        String has = nodes.stream().limit(3)
                .map(node -> "node " + node.name() + " has " + allocatable(node, resource) + " in all")
                .collect(Collectors.joining(", "));
        return draft.found((has.isEmpty() ? "" : has + "; ") + "the scheduler says: " + first(message));
    }

    private Draft selected(KubernetesObject pod, String message) {
        JsonNode selector = pod.json().path("spec").path("nodeSelector");
        Draft draft = draft(pod, message, "No node has the labels that pod " + pod.name() + " asks for")
                .expected(selector.isEmpty()
                        ? "a node that fits the pod's `affinity`"
                        : "a node with the labels " + Wording.labels(selector))
                .attempt(selector.isEmpty()
                        ? "correct `affinity.nodeAffinity`, or leave it out"
                        : "correct `nodeSelector`, or leave it out")
                .shows(pod, "spec.nodeSelector", selector.toString())
                .shows(pod, "spec.affinity", pod.json().path("spec").path("affinity").toString());
        String labels = scene.all(ResourceKind.NODE).stream().limit(3)
                .map(node -> "node " + node.name() + " has " + having(node, selector))
                .collect(Collectors.joining("; "));
        return labels.isEmpty() ? draft : draft.found(labels);
    }

    /** What a node has of the labels that are asked for; all of its labels where none is named. */
    private static String having(KubernetesObject node, JsonNode asked) {
        JsonNode labels = node.json().path("metadata").path("labels");
        return asked.isEmpty()
                ? Wording.labels(labels)
                : asked.properties().stream().map(Map.Entry::getKey)
                        .map(key -> labels.has(key) ? key + "=" + labels.path(key).asText() : "no label " + key)
                        .collect(Collectors.joining(", "));
    }

    private Draft draft(KubernetesObject pod, String message, String title) {
        Draft draft = new Draft("unschedulable", pod, title)
                .found("the scheduler says: " + (message.isEmpty() ? "nothing" : first(message)))
                .shows(pod, "status.conditions[PodScheduled].message", message);
        scene.events().newest(pod, "FailedScheduling").ifPresent(event -> draft.happened(pod, event));
        return draft;
    }

    /** What the containers ask for together, as it is written: {@code 500m + 2}. */
    private static String asked(KubernetesObject pod, String resource) {
        return Relations.stream(pod.json().path("spec").path("containers"))
                .map(container -> container.path("resources").path("requests").path(resource).asText(""))
                .filter(amount -> !amount.isEmpty()).collect(Collectors.joining(" + "));
    }

    private static String allocatable(KubernetesObject node, String resource) {
        return node.json().path("status").path("allocatable").path(resource).asText("none");
    }

    /** Without what preemption has to say, which nobody can act on. */
    private static String first(String message) {
        return message.replaceFirst("\\.? preemption: .*", "");
    }
}
