package dev.statelab.kube.release;

import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Relations;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.diagnosis.Outlook;
import dev.statelab.core.diagnosis.Outlook.Prospect;
import dev.statelab.core.diagnosis.Standing;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The pods of hooks, and what may still come of them. They are given up for what evaluations give up for, and for an image that
 * could not be pulled several times. What crashes is left to Helm: it may be tried again until it ends well.
 *
 * @param state with pods and events
 * @param hooks the names of hooks that were made
 */
record HookPods(ClusterState state, List<String> hooks) {

    private static final Set<String> PULLING_FAILED = Set.of("ErrImagePull", "ImagePullBackOff");
    private static final int ENOUGH_PULLS = 3;

    /** Why nothing more can come of them. */
    Optional<StuckHooks> stuck() {
        List<KubernetesObject> pods = Relations.all(state, ResourceKind.POD).stream()
                .filter(pod -> !pod.isTerminating() && isOfHook(pod) && !hasRun(pod)).toList();
        Outlook outlook = Outlook.of(state, pods.stream());
        if (outlook.prospect() == Prospect.HOPELESS) {
            return Optional.of(new StuckHooks(outlook.summary(), true));
        }
        return Outlook.of(state, pods.stream().filter(pod -> failedPulls(pod) >= ENOUGH_PULLS)).standings().stream()
                .filter(standing -> PULLING_FAILED.contains(standing.reason())).findFirst()
                .map(Standing::toString).map(why -> new StuckHooks(why, false));
    }

    private boolean isOfHook(KubernetesObject pod) {
        return Stream.concat(Stream.of(pod.name()), pod.json().at("/metadata/ownerReferences").valueStream()
                .map(owner -> owner.path("name").asText())).anyMatch(hooks::contains);
    }

    private static boolean hasRun(KubernetesObject pod) {
        return Stream.of("initContainerStatuses", "containerStatuses")
                .flatMap(list -> pod.json().path("status").path(list).valueStream())
                .anyMatch(container -> container.path("restartCount").asInt() > 0
                        || container.at("/state/terminated/exitCode").asInt() != 0);
    }

    private int failedPulls(KubernetesObject pod) {
        return Relations.all(state, ResourceKind.EVENT).stream().map(KubernetesObject::json)
                .filter(event -> event.path("reason").asText().equals("Failed")
                        && event.path("message").asText().contains("pull")
                        && event.at("/involvedObject/uid").asText().equals(pod.uid()))
                .mapToInt(event -> event.path("count").asInt(1)).sum();
    }
}
