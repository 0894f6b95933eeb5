package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.lab.kubelet.ContainerState.Terminated;
import dev.statelab.lab.kubelet.ContainerState.Waiting;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a kubelet that starts again knows of a pod: what the one before it wrote. None of the containers runs any more, as
 * after a reboot of the node; how those that ran have ended nobody knows, which Kubernetes tells as exit code 255 and
 * reason {@code Unknown}. Init containers begin anew, because the pod's network does, unless nothing of the pod is to run
 * again.
 */
final class EarlierStatus {

    private static final int UNKNOWN_EXIT = 255;

    private final Pod pod;
    private final Instant now;

    private EarlierStatus(Pod pod, Instant now) {
        this.pod = pod;
        this.now = now;
    }

    /** Of a pod that no kubelet has written about, a view of one that nothing has happened to. */
    static PodView view(Pod pod, Instant now) {
        return pod.status().has("containerStatuses")
                ? new EarlierStatus(pod, now).view()
                : PodView.created(pod, now);
    }

    private PodView view() {
        String phase = pod.status().path("phase").asText();
        boolean over = pod.restartPolicy() == RestartPolicy.NEVER || phase.equals(Phase.SUCCEEDED.text())
                || phase.equals(Phase.FAILED.text());
        Map<String, ContainerView> containers = new LinkedHashMap<>();
        for (ContainerDefinition container : pod.allContainers()) {
            JsonNode status = status(container);
            containers.put(container.name(), container.runsToEnd() && !over ? again(status) : asItWas(status));
        }
        return new PodView(Optional.of(pod.status().path("podIP").asText()).filter(ip -> !ip.isEmpty()), false,
                time(pod.status().path("startTime")).orElse(now), Optional.empty(), containers);
    }

    private JsonNode status(ContainerDefinition container) {
        return pod.status().path(container.init() ? "initContainerStatuses" : "containerStatuses").valueStream()
                .filter(status -> status.path("name").asText().equals(container.name()))
                .findFirst().orElseGet(() -> pod.json().objectNode());
    }

    /** An init container that is to run once more. */
    private ContainerView again(JsonNode status) {
        int restarts = status.path("restartCount").asInt() + (status.path("containerID").asText().isEmpty() ? 0 : 1);
        return ContainerView.stopped(new Waiting("PodInitializing", ""), Optional.empty(), restarts);
    }

    private ContainerView asItWas(JsonNode status) {
        JsonNode state = status.path("state");
        Optional<Terminated> last = terminated(status.path("lastState").path("terminated"));
        int restarts = status.path("restartCount").asInt();
        if (state.has("running")) {
            Instant started = time(state.path("running").path("startedAt")).orElse(now);
            return ContainerView
                    .stopped(new Terminated(status.path("containerID").asText(), UNKNOWN_EXIT, "Unknown", "",
                            started, now), last, restarts);
        }
        return terminated(state.path("terminated"))
                .map(end -> ContainerView.stopped(end, last, restarts))
                .orElseGet(() -> ContainerView.stopped(new Waiting(
                        state.path("waiting").path("reason").asText("ContainerCreating"),
                        state.path("waiting").path("message").asText()), last, restarts));
    }

    private Optional<Terminated> terminated(JsonNode end) {
        if (end.isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(new Terminated(end.path("containerID").asText(), end.path("exitCode").asInt(),
                end.path("reason").asText(), end.path("message").asText(),
                time(end.path("startedAt")).orElse(Instant.EPOCH), time(end.path("finishedAt")).orElse(now)));
    }

    private static Optional<Instant> time(JsonNode text) {
        try {
            return Optional.of(Instant.parse(text.asText()));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
