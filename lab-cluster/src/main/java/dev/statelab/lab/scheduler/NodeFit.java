package dev.statelab.lab.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Quantity;
import java.util.List;

/**
 * Whether a pod fits on one node, checked in the order of the default scheduler's plugins, the first of which that
 * objects is the one that is heard.
 *
 * @param objections why it does not fit, in the scheduler's words; empty when it does
 * @param evictionCouldHelp whether it would fit if other pods went
 */
record NodeFit(List<String> objections, boolean evictionCouldHelp) {

    private static final NodeFit FITS = new NodeFit(List.of(), true);

    NodeFit {
        objections = List.copyOf(objections);
    }

    boolean fits() {
        return objections.isEmpty();
    }

    static NodeFit of(ObjectNode pod, JsonNode node, ClaimNeeds claims, ClusterView cluster) {
        if (node.path("spec").path("unschedulable").asBoolean()) {
            return never("node(s) were unschedulable");
        }
        var taint = Taints.untolerated(pod, node);
        if (taint.isPresent()) {
            return never("node(s) had untolerated taint {" + taint.get().path("key").asText() + ": "
                    + taint.get().path("value").asText() + "}");
        }
        if (!NodeSelector.podWants(pod, node)) {
            return never("node(s) didn't match Pod's node affinity/selector");
        }
        var shortages = shortages(pod, node, cluster);
        if (!shortages.isEmpty()) {
            return new NodeFit(shortages, true);
        }
        if (!claims.volumes().stream().allMatch(volume -> NodeSelector.volumeIsOn(volume, node))) {
            return never("node(s) had volume node affinity conflict");
        }
        if (!claims.canBeBound(cluster)) {
            return never("node(s) didn't find available persistent volumes to bind");
        }
        return PodAffinity.conflict(pod, node, cluster).map(why -> new NodeFit(List.of(why), true)).orElse(FITS);
    }

    private static NodeFit never(String objection) {
        return new NodeFit(List.of(objection), false);
    }

    private static List<String> shortages(ObjectNode pod, JsonNode node, ClusterView cluster) {
        var allocatable = Requests.quantities(node.path("status").path("allocatable"));
        var usage = cluster.usage(node.path("metadata").path("name").asText());
        if (usage.pods() >= allocatable.of("pods").whole()) {
            return List.of("Too many pods");
        }
        var own = Requests.of(pod);
        var total = usage.requests().plus(own);
        return own.amounts().keySet().stream().sorted()
                .filter(resource -> own.of(resource).exceeds(Quantity.ZERO))
                .filter(resource -> total.of(resource).exceeds(allocatable.of(resource)))
                .map(resource -> "Insufficient " + resource).toList();
    }
}
