package dev.statelab.core.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.diagnosis.Events.Event;
import java.util.List;
import java.util.Optional;

/** Why a container ends that should run. */
final class CrashFaults {

    /** The exit code of a container that the runtime could not start (recordings of containerd; runc). */
    private static final String NOT_STARTED = "StartError";

    private final Scene scene;

    CrashFaults(Scene scene) {
        this.scene = scene;
    }

    Optional<Draft> of(ContainerInPod container) {
        JsonNode end = container.terminated();
        if (end.isMissingNode() || killedByLiveness(container).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(switch (end.path("reason").asText()) {
            case "OOMKilled" -> outOfMemory(container, end);
            case NOT_STARTED, "ContainerCannotRun" -> notStarted(container, end);
            default -> crash(container, end);
        });
    }

    /** The event that says that the kubelet itself ended the container, because a probe failed. */
    private Optional<Event> killedByLiveness(ContainerInPod container) {
        return scene.events().newest(container.pod(), "Killing", event -> event.message()
                .startsWith("Container " + container.name() + " failed ") && event.message().contains("probe"));
    }

    private Draft outOfMemory(ContainerInPod container, JsonNode end) {
        String limit = container.spec().path("resources").path("limits").path("memory").asText("");
        return ended(new Draft("out-of-memory", container.pod(), limit.isEmpty()
                ? "Container " + Wording.name(container.name()) + " was killed when the node ran out of memory"
                : "Container " + Wording.name(container.name()) + " needs more memory than its limit of " + limit),
                container, end)
                .expected("memory enough for what " + container.called() + " runs")
                .found("killed (OOMKilled) " + Wording.times(container.ends())
                        + (limit.isEmpty()
                                ? "; it has no memory limit"
                                : " at `resources.limits.memory: " + limit + "`"))
                .attempt(limit.isEmpty()
                        ? "give the container `resources.requests.memory`, so that it gets a node with room"
                        : "raise `resources.limits.memory`")
                .shows(container.pod(), container.field("resources.limits.memory"), limit);
    }

    private static Draft notStarted(ContainerInPod container, JsonNode end) {
        String message = end.path("message").asText();
        int exec = message.indexOf("exec: ");
        return ended(new Draft("not-started", container.pod(),
                "Container " + Wording.name(container.name()) + " cannot be started"), container, end)
                .expected("a `command` that is in the image " + Wording.name(container.image()))
                .found(container.called() + ": " + (exec < 0 ? message : message.substring(exec)))
                .attempt("correct `command`, or leave it out to run what the image is made for")
                .shows(container.pod(), container.field("command"), container.spec().path("command").toString());
    }

    private Draft crash(ContainerInPod container, JsonNode end) {
        int code = end.path("exitCode").asInt();
        List<String> log = scene.log(container.pod(), container.name(),
                !container.status().path("state").has("terminated"));
        String what = container.init() ? "Init container " : "Container ";
        Draft draft = ended(new Draft("crash", container.pod(),
                what + Wording.name(container.name()) + " ends with exit code " + code), container, end)
                .expected(container.called() + (container.init() ? " to end with exit code 0" : " to keep running"))
                .found("it ended " + Wording.times(container.ends()) + ", last with exit code " + code + meaning(code))
                .log(log);
        Optional<String> access = Access.attempt(container, log);
        return draft.attempt(access.orElseGet(() -> attempt(container, code, log)));
    }

    private static String attempt(ContainerInPod container, int code, List<String> log) {
        String previous = container.status().path("state").has("terminated") ? "" : " --previous";
        String logs = Wording.command("kubectl logs %s -c %s" + previous, container.pod().name(), container.name());
        return switch (code) {
            case 0 -> "run the server in the foreground: a container lives as long as its first process";
            case 126, 127 -> "correct `command` and `args`: the shell did not find or may not run what they name";
            default -> (log.isEmpty() ? "look into its log" : "correct what its log complains of")
                    + (logs.isEmpty() ? "" : "; " + logs + " shows all of it");
        };
    }

    /** What a shell and the kernel mean by it (POSIX, "Exit Status for Commands"; signal(7)). */
    private static String meaning(int code) {
        return switch (code) {
            case 0 -> " (Completed)";
            case 126 -> " (cannot be executed)";
            case 127 -> " (command not found)";
            case 137 -> " (killed)";
            case 139 -> " (segmentation fault)";
            case 143 -> " (ended by SIGTERM)";
            default -> "";
        };
    }

    private static Draft ended(Draft draft, ContainerInPod container, JsonNode end) {
        return draft.shows(container.pod(), container.statusField("restartCount"),
                container.status().path("restartCount").asText())
                .shows(container.pod(), container.statusField(
                        container.status().path("state").has("terminated")
                                ? "state.terminated"
                                : "lastState.terminated"),
                        "exitCode " + end.path("exitCode").asInt() + ", " + end.path("reason").asText("no reason"));
    }
}
