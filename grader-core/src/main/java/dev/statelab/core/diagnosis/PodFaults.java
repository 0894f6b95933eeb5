package dev.statelab.core.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Relations;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Why a pod is not Ready: the scheduler's reason, the containers' in the order in which they start, the volumes', and
 * otherwise what its conditions and events say. Reasons are those of the recorded states.
 */
final class PodFaults {
    private final Scene scene;

    PodFaults(Scene scene) {
        this.scene = scene;
    }

    /** Empty for a pod that is Ready, and for one that is on its way out. */
    Optional<Draft> of(KubernetesObject pod) {
        if (pod.isTerminating() || Relations.isReady(pod)) {
            return Optional.empty();
        }
        if ("False".equals(Relations.condition(pod, "PodScheduled").path("status").textValue())) {
            return Optional.of(new SchedulingFaults(scene).of(pod));
        }
        List<ContainerInPod> containers = ContainerInPod.of(pod);
        Stream<Function<ContainerInPod, Optional<Draft>>> rules = Stream.of(
                new ImageFaults(scene)::of, new ConfigFaults(scene)::of, new CrashFaults(scene)::of,
                new ProbeFaults(scene)::of);
        return rules.flatMap(rule -> containers.stream().filter(ContainerInPod::isInTrouble)
                .flatMap(container -> rule.apply(container).stream()))
                .findFirst()
                .or(() -> new MountFaults(scene).unmountable(pod))
                .or(() -> Optional.of(general(pod)));
    }

    /** What the pod itself says, where nobody knows more. */
    private Draft general(KubernetesObject pod) {
        JsonNode status = pod.json().path("status");
        JsonNode ready = Relations.condition(pod, "Ready");
        String phase = status.path("phase").asText("Unknown");
        Draft draft = new Draft("pod-not-ready", pod, "Pod " + pod.name() + " is not Ready")
                .expected("condition Ready of pod " + pod.name() + " to be True")
                .attempt("look at what `kubectl describe pod` says at its end, under Events")
                .shows(pod, "status.phase", phase);
        String found = "phase " + phase
                + said(status.path("reason").asText(), status.path("message").asText());
        if (!ready.isMissingNode()) {
            draft.shows(pod, "status.conditions[Ready]",
                    ready.path("status").asText()
                            + said(ready.path("reason").asText(), ready.path("message").asText()));
            found += "; Ready is " + ready.path("status").asText()
                    + said(ready.path("reason").asText(), ready.path("message").asText());
        }
        Optional<Events.Event> warning = scene.events().newestWarning(pod);
        if (warning.isPresent()) {
            draft.happened(pod, warning.get());
            found += "; last warning" + said(warning.get().reason(), warning.get().message());
        }
        return draft.found(found);
    }

    private static String said(String reason, String message) {
        String text = reason + (reason.isEmpty() || message.isEmpty() ? "" : ": ") + message;
        return text.isEmpty() ? "" : " (" + text + ")";
    }
}
