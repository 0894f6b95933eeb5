package dev.statelab.core.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Relations;
import dev.statelab.core.cluster.ResourceKind;
import java.util.List;
import java.util.Optional;

/** Why the pods of a StatefulSet are not all Ready: its first pod with a fault, and what follows from that. */
final class SetFaults {
    private final Scene scene;

    SetFaults(Scene scene) {
        this.scene = scene;
    }

    Optional<Draft> of(KubernetesObject set) {
        List<KubernetesObject> pods = scene.podsOf(set);
        return pods.stream().flatMap(pod -> new PodFaults(scene).of(pod).stream()
                .map(draft -> withConsequences(draft, set, pods, pod)))
                .findFirst()
                .or(() -> pods.size() < wanted(set) ? new CreationFaults(scene).of(set) : Optional.empty());
    }

    private Draft withConsequences(Draft draft, KubernetesObject set, List<KubernetesObject> pods,
            KubernetesObject first) {
        int missing = wanted(set) - pods.size();
        if (missing > 0 && !set.json().path("spec").path("podManagementPolicy").asText().equals("Parallel")) {
            draft.follows(
                    missing + " of " + wanted(set) + " pods are not created before " + first.name() + " is Ready");
            draft.shows(set, "spec.podManagementPolicy",
                    set.json().path("spec").path("podManagementPolicy").asText("OrderedReady"));
        }
        List<KubernetesObject> others = pods.stream()
                .filter(pod -> !pod.equals(first) && !Relations.isReady(pod)).toList();
        if (!others.isEmpty()) {
            draft.follows((others.size() == 1 ? "pod " : "pods ") + Wording.names(others)
                    + (others.size() == 1 ? " is" : " are") + " not Ready either");
        }
        waitingClaims(first).forEach(claim -> draft
                .follows("claim " + claim.name() + " waits until its pod has a node, which is no fault"));
        return draft;
    }

    /** Claims of an unscheduled pod, with a class that waits for it. */
    private List<KubernetesObject> waitingClaims(KubernetesObject pod) {
        if (!"False".equals(Relations.condition(pod, "PodScheduled").path("status").textValue())) {
            return List.of();
        }
        return Relations.claimNames(pod).stream().sorted()
                .flatMap(name -> scene.find(ResourceKind.CLAIM, name).stream())
                .filter(claim -> claim.json().path("status").path("phase").asText().equals("Pending")
                        && scene.events().newest(claim, "WaitForFirstConsumer").isPresent()
                        && new ClaimFaults(scene).of(claim).isEmpty())
                .toList();
    }

    private static int wanted(KubernetesObject set) {
        JsonNode replicas = set.json().path("spec").path("replicas");
        return Math.max(0, replicas.asInt(1));
    }
}
