package dev.statelab.lab.controller.daemonset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.controller.workload.WorkloadPod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * A DaemonSet, its pods and the nodes, and what they come to.
 *
 * @param hash of the present template
 * @param collisionCount how often the hash of another template was the same
 */
record DaemonSituation(ObjectNode set, String hash, int collisionCount, List<WorkloadPod> pods, List<String> nodes,
        Instant now) {

    DaemonSituation {
        pods = List.copyOf(pods);
        nodes = List.copyOf(nodes);
    }

    private JsonNode spec() {
        return set.path("spec");
    }

    Duration minReady() {
        return Duration.ofSeconds(spec().path("minReadySeconds").asLong());
    }

    /** The one node that a pod is for. */
    private static String node(WorkloadPod pod) {
        return pod.object().at("/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution"
                + "/nodeSelectorTerms/0/matchFields/0/values/0").asText(
                        pod.object().path("spec").path("nodeName").asText());
    }

    private boolean isUpdated(WorkloadPod pod) {
        return hash.equals(pod.meta().labels().get(DaemonSetController.HASH));
    }

    /** Pods of nodes that are not there, that have ended, or that an update replaces. */
    List<WorkloadPod> superfluous() {
        boolean rolling = !spec().path("updateStrategy").path("type").asText().equals("OnDelete");
        return pods.stream().filter(pod -> !pod.isTerminating())
                .filter(pod -> !nodes.contains(node(pod)) || pod.hasEnded() || (rolling && !isUpdated(pod))).toList();
    }

    /** A pod that is to go still takes its place. */
    List<String> withoutPod() {
        return nodes.stream().filter(node -> pods.stream().noneMatch(pod -> node(pod).equals(node))).toList();
    }

    ObjectNode status() {
        var status = JsonNodeFactory.instance.objectNode();
        status.put("currentNumberScheduled", count(pod -> true)).put("numberMisscheduled", 0)
                .put("desiredNumberScheduled", nodes.size()).put("numberReady", count(WorkloadPod::isReady))
                .put("observedGeneration", Metadata.generation(set));
        unlessZero(status, "updatedNumberScheduled", count(this::isUpdated));
        int available = count(pod -> pod.isAvailable(minReady(), now));
        unlessZero(status, "numberAvailable", available);
        unlessZero(status, "numberUnavailable", nodes.size() - available);
        unlessZero(status, "collisionCount", collisionCount);
        return status;
    }

    private int count(Predicate<WorkloadPod> counted) {
        return (int) nodes.stream().filter(node -> pods.stream()
                .anyMatch(pod -> pod.isActive() && node(pod).equals(node) && counted.test(pod))).count();
    }

    private static void unlessZero(ObjectNode status, String field, int count) {
        if (count > 0) {
            status.put(field, count);
        }
    }
}
