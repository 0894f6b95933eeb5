package dev.statelab.lab.api.http.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What {@code kubectl get pods} says of a pod in a word.
 *
 * @param ready {@code 1/1}
 * @param status {@code Running}, {@code Init:0/1}, {@code CrashLoopBackOff}
 * @param restarts {@code 0}, {@code 3 (5m ago)}
 */
record PodSummary(String ready, String status, String restarts) {

    static PodSummary of(JsonNode pod, Instant now) {
        List<JsonNode> containers = pod.path("status").path("containerStatuses").valueStream().toList();
        List<JsonNode> initContainers = pod.path("status").path("initContainerStatuses").valueStream().toList();
        Optional<String> initialising = initialising(pod, initContainers);
        boolean initialised = initialising.isEmpty() || Cells.conditions(pod).contains("Initialized");
        long ready = initialised ? containers.stream().filter(PodSummary::isUp).count() : 0;
        return new PodSummary(ready + "/" + pod.path("spec").path("containers").size(),
                status(pod, containers, initialised ? Optional.empty() : initialising),
                restarts(initialised ? containers : initContainers, now));
    }

    private static String status(JsonNode pod, List<JsonNode> containers, Optional<String> initialising) {
        String phase = pod.path("status").path("phase").asText();
        boolean over = phase.equals("Succeeded") || phase.equals("Failed");
        if (pod.path("metadata").path("deletionTimestamp").isTextual() && !over) {
            return "Terminating";
        }
        if (initialising.isPresent()) {
            return initialising.get();
        }
        String status = containers.stream()
                .flatMap(container -> problem(container).stream())
                .findFirst()
                .orElse(pod.path("status").path("reason").asText(phase));
        if (status.equals("Completed") && containers.stream().anyMatch(PodSummary::isUp)) {
            return Cells.conditions(pod).contains("Ready") ? "Running" : "NotReady";
        }
        return status;
    }

    /** The first init container that is not done. */
    private static Optional<String> initialising(JsonNode pod, List<JsonNode> initContainers) {
        for (int i = 0; i < initContainers.size(); i++) {
            JsonNode terminated = initContainers.get(i).path("state").path("terminated");
            if (terminated.isObject() && terminated.path("exitCode").asInt() == 0) {
                continue;
            }
            int done = i;
            return problem(initContainers.get(i)).filter(reason -> !reason.equals("PodInitializing"))
                    .map(reason -> "Init:" + reason)
                    .or(() -> Optional.of("Init:" + done + "/" + pod.path("spec").path("initContainers").size()));
        }
        return Optional.empty();
    }

    private static Optional<String> problem(JsonNode container) {
        JsonNode state = container.path("state");
        JsonNode waiting = state.path("waiting");
        JsonNode terminated = state.path("terminated");
        if (waiting.path("reason").isTextual()) {
            return Optional.of(waiting.path("reason").asText());
        }
        if (!terminated.isObject()) {
            return Optional.empty();
        }
        if (terminated.path("reason").isTextual()) {
            return Optional.of(terminated.path("reason").asText());
        }
        return Optional.of(terminated.path("signal").asInt() != 0
                ? "Signal:" + terminated.path("signal").asInt()
                : "ExitCode:" + terminated.path("exitCode").asInt());
    }

    private static String restarts(List<JsonNode> containers, Instant now) {
        int count = containers.stream().mapToInt(container -> container.path("restartCount").asInt()).sum();
        Optional<String> last = containers.stream()
                .map(container -> container.at("/lastState/terminated/finishedAt").asText())
                .filter(time -> !time.isEmpty())
                .max(String::compareTo);
        return count == 0 || last.isEmpty()
                ? Integer.toString(count)
                : count + " (" + HumanDuration.since(last.get(), now) + " ago)";
    }

    private static boolean isUp(JsonNode container) {
        return container.path("ready").asBoolean() && container.path("state").path("running").isObject();
    }
}
