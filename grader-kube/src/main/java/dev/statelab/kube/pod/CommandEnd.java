package dev.statelab.kube.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.core.cluster.Command;
import dev.statelab.core.cluster.CommandAnswer;
import dev.statelab.core.cluster.CommandAnswer.Ended;
import dev.statelab.core.cluster.CommandAnswer.NotRunning;
import dev.statelab.core.cluster.CommandAnswer.NotStarted;
import dev.statelab.core.cluster.CommandAnswer.Output;
import dev.statelab.core.cluster.CommandAnswer.Unknown;
import dev.statelab.kube.http.ApiStatus;
import dev.statelab.kube.http.Permission;
import dev.statelab.kube.http.Refusals;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the {@code Status} at the end of a command means. Its exit code is the command's own; whatever else kept it from
 * running is told apart by the words of kubelet and container runtime.
 */
final class CommandEnd {

    /**
     * runc: {@code exec: "x": executable file not found in $PATH}, or {@code stat x: no such file or directory}; crun:
     * {@code executable file `x` not found}.
     */
    private static final Pattern NO_SUCH_COMMAND = Pattern.compile(
            "(exec: \".*|executable file .*|exec /\\S*: (?:no such file or directory|exec format error)"
                    + "|stat /\\S*: no such file or directory)",
            Pattern.DOTALL);

    /** The kubelet's words where the container does not run (kubernetes: kubelet, kuberuntime). */
    private static final List<String> NOT_RUNNING = List.of("container not found",
            "container is not created or running",
            "is not running", "in a stopped", "not found in pod", "container is in CONTAINER_EXITED state");

    /** Docker's shim reports a command that is not there as one that ran. */
    private static final List<Integer> NOT_STARTED = List.of(126, 127);

    private CommandEnd() {}

    static CommandAnswer of(Command command, JsonNode status, Output stdout, Output stderr, Duration took) {
        if (status.path("status").asText().equals("Success")) {
            return new Ended(0, stdout, stderr, took);
        }
        Optional<Integer> exitCode = exitCode(status);
        if (exitCode.isPresent()) {
            String printed = stdout.text() + stderr.text();
            boolean shim = NOT_STARTED.contains(exitCode.get()) && printed.contains("OCI runtime exec failed");
            return shim ? new NotStarted(reason(printed)) : new Ended(exitCode.get(), stdout, stderr, took);
        }
        return refused(command, ApiStatus.of(status));
    }

    static CommandAnswer refused(Command command, ApiStatus status) {
        String message = status.message();
        if (status.code() == 404 && status.reason().equals("NotFound")) {
            return new NotRunning("there is no pod " + command.pod());
        }
        if (NOT_RUNNING.stream().anyMatch(message::contains) || isRefusedContainer(status)) {
            return new NotRunning(message);
        }
        if (NO_SUCH_COMMAND.matcher(message).find()) {
            return new NotStarted(reason(message));
        }
        return status.code() == 0
                ? new Unknown(new Cause(Reason.SERVER_ERROR, "Expected to run `" + String.join(" ", command.words())
                        + "` in pod " + command.pod() + ", which failed: " + message))
                : new Unknown(Refusals.cause(new Permission("get", "", "pods/exec", command.namespace()), status));
    }

    /** {@code container x is not valid for pod y}, {@code pod x does not have a host assigned}. */
    private static boolean isRefusedContainer(ApiStatus status) {
        return status.code() == 400 && (status.message().contains("is not valid for pod")
                || status.message().contains("does not have a host assigned")
                || status.message().contains("a container name must be specified"));
    }

    private static Optional<Integer> exitCode(JsonNode status) {
        for (JsonNode cause : status.path("details").path("causes")) {
            String message = cause.path("message").asText();
            if (cause.path("reason").asText().equals("ExitCode") && message.matches("[0-9]{1,3}")) {
                return Optional.of(Integer.parseInt(message));
            }
        }
        return Optional.empty();
    }

    /** The end of a long chain of causes. */
    private static String reason(String message) {
        Matcher matcher = NO_SUCH_COMMAND.matcher(message);
        return matcher.find() ? matcher.group().replaceAll("(: unknown)?\\s*$", "") : message;
    }
}
