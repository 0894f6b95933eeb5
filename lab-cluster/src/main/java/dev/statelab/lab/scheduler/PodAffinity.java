package dev.statelab.lab.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.select.LabelSelector;
import java.util.Optional;

/**
 * Pods that want to be, or not to be, where other pods are: the required terms of {@code podAffinity} and
 * {@code podAntiAffinity}.
 */
final class PodAffinity {

    private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";

    private PodAffinity() {}

    /** Why the pod cannot be on the node, in the scheduler's words. */
    static Optional<String> conflict(ObjectNode pod, JsonNode node, ClusterView cluster) {
        var affinity = pod.path("spec").path("affinity");
        if (!affinity.path("podAffinity").path(REQUIRED).valueStream()
                .allMatch(term -> isNear(term, pod, node, cluster) || isFirstOfItsKind(term, pod, cluster))) {
            return Optional.of("node(s) didn't match pod affinity rules");
        }
        if (affinity.path("podAntiAffinity").path(REQUIRED).valueStream()
                .anyMatch(term -> isNear(term, pod, node, cluster))) {
            return Optional.of("node(s) didn't match pod anti-affinity rules");
        }
        return Optional.empty();
    }

    /** Whether a pod that the term names is in the node's part of the cluster. */
    private static boolean isNear(JsonNode term, ObjectNode pod, JsonNode node, ClusterView cluster) {
        var topology = term.path("topologyKey").asText();
        var place = node.path("metadata").path("labels").path(topology);
        return !place.isMissingNode() && cluster.nodes().stream()
                .filter(other -> other.path("metadata").path("labels").path(topology).equals(place))
                .flatMap(other -> cluster.assignedPods(other.path("metadata").path("name").asText()).stream())
                .anyMatch(other -> names(term, pod, other));
    }

    /** A pod that wants to be near its like may be the first of them. */
    private static boolean isFirstOfItsKind(JsonNode term, ObjectNode pod, ClusterView cluster) {
        return names(term, pod, pod) && cluster.nodes().stream()
                .flatMap(node -> cluster.assignedPods(node.path("metadata").path("name").asText()).stream())
                .noneMatch(other -> names(term, pod, other));
    }

    private static boolean names(JsonNode term, ObjectNode pod, ObjectNode other) {
        var namespace = other.path("metadata").path("namespace").asText();
        var namespaces = term.path("namespaces");
        var inNamespace = namespaces.isEmpty()
                ? namespace.equals(pod.path("metadata").path("namespace").asText())
                : namespaces.valueStream().anyMatch(listed -> listed.asText().equals(namespace));
        var selector = term.path("labelSelector");
        return inNamespace && selector.isObject() && LabelSelector.of(selector).matches(Metadata.labels(other));
    }
}
