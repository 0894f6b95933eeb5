package dev.statelab.core.diagnosis;

import static dev.statelab.core.diagnosis.Standing.Condition.STARTING;
import static dev.statelab.core.diagnosis.Standing.Condition.STUCK;
import static dev.statelab.core.diagnosis.Standing.Condition.UNHEALTHY;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Relations;
import dev.statelab.core.diagnosis.Events.Event;
import dev.statelab.core.diagnosis.Standing.Condition;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a pod stands, from its status and the events about it. The reasons are the kubelet's and the scheduler's, as the
 * recorded states show them.
 */
final class PodOutlook {

    /** A container with one of these waits for somebody to change something. */
    private static final Set<String> WAITING_FOR_A_CHANGE = Set.of("ErrImageNeverPull", "InvalidImageName",
            "CreateContainerConfigError");

    private static final Set<String> PULLING_FAILED = Set.of("ErrImagePull", "ImagePullBackOff");

    /** A registry's answers that the next pull will get, too. */
    private static final Pattern NO_SUCH_IMAGE = Pattern.compile(
            "not ?found|pull access denied|repository does not exist|insufficient_scope|authorization failed|manifest unknown",
            Pattern.CASE_INSENSITIVE);

    private static final int HOPELESS_CRASHES = 3;

    private final KubernetesObject pod;
    private final Events events;

    private PodOutlook(KubernetesObject pod, Events events) {
        this.pod = pod;
        this.events = events;
    }

    /**
     * Where the pod stands; empty for one that is Ready.
     *
     * @param claims where its claims stand
     */
    static Optional<Standing> of(KubernetesObject pod, Events events, Stream<Standing> claims) {
        return new PodOutlook(pod, events).standing(claims);
    }

    private Optional<Standing> standing(Stream<Standing> claims) {
        if (pod.isTerminating()) {
            return Optional.of(standing(STARTING, "Terminating", "is shutting down"));
        }
        if (Relations.isReady(pod)) {
            return Optional.empty();
        }
        String phase = pod.json().path("status").path("phase").asText();
        if (phase.equals("Failed") || phase.equals("Succeeded")) {
            return Optional.of(standing(UNHEALTHY, phase, pod.json().path("status").path("message").asText()));
        }
        JsonNode scheduled = Relations.condition(pod, "PodScheduled");
        if ("False".equals(scheduled.path("status").textValue())) {
            return Optional.of(unscheduled(scheduled, claims));
        }
        return Optional.of(Stream.of("initContainerStatuses", "containerStatuses")
                .flatMap(list -> Relations.stream(pod.json().path("status").path(list)))
                .flatMap(container -> container(container).stream())
                .max((a, b) -> a.condition().compareTo(b.condition()))
                .orElseGet(() -> standing(STARTING, phase.isEmpty() ? "Pending" : phase, "")));
    }

    /** A claim without a volume keeps its pod from being scheduled: then the claim is the cause. */
    private Standing unscheduled(JsonNode scheduled, Stream<Standing> claims) {
        String message = scheduled.path("message").asText();
        Optional<Standing> claim = claims.max((a, b) -> a.condition().compareTo(b.condition()));
        boolean byClaim = message.contains("unbound immediate PersistentVolumeClaims")
                || message.contains("persistentvolumeclaim");
        if (byClaim) {
            return standing(claim.map(Standing::condition).orElse(STARTING), "waits for its volume",
                    claim.map(Standing::toString).orElse(message));
        }
        String reason = scheduled.path("reason").asText("Pending");
        return standing(reason.equals("Unschedulable") ? STUCK : STARTING, reason, message);
    }

    private Optional<Standing> container(JsonNode container) {
        JsonNode state = container.path("state");
        if (container.path("ready").asBoolean() || state.path("terminated").path("exitCode").asInt(-1) == 0) {
            return Optional.empty();
        }
        int exits = container.path("restartCount").asInt() + (state.has("running") ? 0 : 1);
        boolean crashed = state.has("terminated") || container.path("lastState").has("terminated");
        if (crashed && (container.path("restartCount").asInt() >= HOPELESS_CRASHES || exits >= HOPELESS_CRASHES)) {
            return Optional.of(crash(STUCK, container, exits));
        }
        if (state.has("running")) {
            return Optional.of(running(container, crashed));
        }
        if (crashed && !PULLING_FAILED.contains(waitingReason(container))) {
            return Optional.of(crash(UNHEALTHY, container, exits));
        }
        return Optional.of(waiting(waitingReason(container), state.path("waiting").path("message").asText()));
    }

    private Standing waiting(String reason, String message) {
        if (WAITING_FOR_A_CHANGE.contains(reason)) {
            return standing(STUCK, reason, message);
        }
        if (PULLING_FAILED.contains(reason)) {
            String why = Stream.concat(Stream.of(message), pullFailure().stream())
                    .filter(text -> NO_SUCH_IMAGE.matcher(text).find()).findFirst().orElse("");
            return standing(why.isEmpty() ? UNHEALTHY : STUCK, reason, why.isEmpty() ? message : why);
        }
        boolean failing = reason.endsWith("Error") || reason.endsWith("BackOff");
        return standing(failing ? UNHEALTHY : STARTING, reason.isEmpty() ? "Waiting" : reason, message);
    }

    private Optional<String> pullFailure() {
        return events.newest(pod, "Failed").map(Event::message);
    }

    private Standing running(JsonNode container, boolean crashed) {
        String name = container.path("name").asText();
        Optional<String> probe = events.newest(pod, "Unhealthy").map(Event::message);
        if (probe.isPresent()) {
            return standing(UNHEALTHY, "container " + name + " runs, but is not Ready", probe.get());
        }
        return standing(crashed ? UNHEALTHY : STARTING, "container " + name + " runs, but is not Ready yet", "");
    }

    private Standing crash(Condition condition, JsonNode container, int exits) {
        JsonNode now = container.path("state").path("terminated");
        JsonNode last = now.isMissingNode() ? container.path("lastState").path("terminated") : now;
        return standing(condition, waitingReason(container).isEmpty() ? "crashed" : waitingReason(container),
                "container " + container.path("name").asText() + " ended " + exits + (exits == 1 ? " time" : " times")
                        + ", last with exit code " + last.path("exitCode").asInt() + " ("
                        + last.path("reason").asText("unknown reason") + ")");
    }

    private static String waitingReason(JsonNode container) {
        return container.path("state").path("waiting").path("reason").asText("");
    }

    private Standing standing(Condition condition, String reason, String message) {
        return new Standing(condition, "pod " + pod.name(), reason, message);
    }
}
