package dev.statelab.lab.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides where a pod runs. The messages are those of {@code recordings/states/unschedulable.json} and
 * {@code pvc-pending-no-storageclass.json}.
 */
final class Placement {

    private static final String NO_HELP = "Preemption is not helpful for scheduling";
    private static final String NO_VICTIMS = "No preemption victims found for incoming pod";

    private Placement() {}

    static Verdict of(ObjectNode pod, ClusterView cluster) {
        if (!pod.path("spec").path("schedulingGates").isEmpty()) {
            return new Verdict.Gated();
        }
        if (cluster.nodes().isEmpty()) {
            return new Verdict.Unschedulable("no nodes available to schedule pods");
        }
        var claims = ClaimNeeds.of(pod, cluster);
        int nodes = cluster.nodes().size();
        if (claims.refusal().isPresent()) {
            return unschedulable(nodes, claims.refusal().get(), nodes + " " + NO_HELP);
        }
        var objections = new ArrayList<String>();
        var preemption = new ArrayList<String>();
        for (var node : cluster.nodes()) {
            var fit = NodeFit.of(pod, node, claims, cluster);
            if (fit.fits()) {
                return placed(node, claims);
            }
            objections.addAll(fit.objections());
            preemption.add(fit.evictionCouldHelp() ? NO_VICTIMS : NO_HELP);
        }
        return unschedulable(nodes, counted(objections), counted(preemption));
    }

    private static Verdict placed(JsonNode node, ClaimNeeds claims) {
        var name = node.path("metadata").path("name").asText();
        if (claims.unbound().isEmpty()) {
            return new Verdict.Bind(name);
        }
        var toAnnotate = claims.unbound().stream().filter(claim -> ClaimNeeds.selectedNode(claim).isEmpty())
                .map(claim -> claim.path("metadata").path("name").asText()).toList();
        return toAnnotate.isEmpty() ? new Verdict.AwaitVolumes() : new Verdict.SelectNode(name, toAnnotate);
    }

    private static Verdict unschedulable(int nodes, String why, String preemption) {
        var none = "0/" + nodes + " nodes are available: ";
        return new Verdict.Unschedulable(none + why + ". preemption: " + none + preemption + ".");
    }

    private static String counted(List<String> reasons) {
        return reasons.stream()
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting())).entrySet()
                .stream().map(entry -> entry.getValue() + " " + entry.getKey()).collect(Collectors.joining(", "));
    }
}
