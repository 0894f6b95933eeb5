package dev.statelab.core.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.Relations;
import dev.statelab.core.diagnosis.Events.Event;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a container that runs is not Ready, or is ended again and again: a probe that fails (recording {@code not-ready}). */
final class ProbeFaults {

    private static final Pattern FAILED = Pattern.compile(
            "(Readiness|Liveness|Startup) probe (?:failed|errored)[^:]*: (.*)",
            Pattern.DOTALL);
    private static final Pattern STATUS = Pattern.compile("statuscode: ([0-9]{3})");

    private final Scene scene;

    ProbeFaults(Scene scene) {
        this.scene = scene;
    }

    Optional<Draft> of(ContainerInPod container) {
        Optional<Event> unhealthy = scene.events().newest(container.pod(), "Unhealthy",
                event -> isAbout(event, container));
        if (unhealthy.isEmpty()) {
            return Optional.empty();
        }
        Matcher failed = FAILED.matcher(unhealthy.get().message());
        if (!failed.matches()) {
            return Optional.empty();
        }
        String kind = failed.group(1).toLowerCase(Locale.ROOT);
        JsonNode probe = container.spec().path(kind + "Probe");
        return probe.isMissingNode()
                ? Optional.empty()
                : Optional.of(failing(container, kind, probe, failed.group(2)).happened(container.pod(),
                        unhealthy.get()));
    }

    private static boolean isAbout(Event event, ContainerInPod container) {
        return event.field().isEmpty() || event.field().endsWith("{" + container.name() + "}");
    }

    private static Draft failing(ContainerInPod container, String kind, JsonNode probe, String answer) {
        String title = kind.equals("liveness")
                ? "The liveness probe fails, so that the kubelet restarts container "
                : "The " + kind + " probe fails in container ";
        Draft draft = new Draft(kind + "-probe", container.pod(), title + Wording.name(container.name()))
                .shows(container.pod(), container.field(kind + "Probe"), probe.toString());
        if (probe.has("exec")) {
            return draft.expected("exit code 0 of " + probe.path("exec").path("command"))
                    .found(answer.isBlank() ? "another exit code" : answer)
                    .attempt("run the command by `kubectl exec` in the pod, and correct it or what it checks");
        }
        JsonNode target = probe.has("httpGet") ? probe.path("httpGet") : probe.path("tcpSocket");
        String port = Ports.number(container.spec(), target.path("port").asText());
        String path = target.path("path").asText("/");
        String asked = probe.has("httpGet") ? "GET " + path + " on port " + port : "a connection to port " + port;
        return draft.expected(probe.has("httpGet") ? "a status from 200 to 399 for " + asked : asked)
                .found(found(container, answer, port))
                .attempt(attempt(container, kind, answer, port))
                .shows(container.pod(), container.field("ports"), container.spec().path("ports").toString());
    }

    private static String found(ContainerInPod container, String answer, String port) {
        Matcher status = STATUS.matcher(answer);
        String declared = declares(container, port)
                ? ""
                : "; the container declares " + Ports.describe(container.spec());
        if (status.find()) {
            return "status " + status.group(1);
        }
        if (answer.contains("connection refused")) {
            return "connection refused: nothing listens on port " + port + declared;
        }
        if (answer.contains("deadline exceeded") || answer.contains("i/o timeout") || answer.contains("timed out")) {
            return "no answer in time" + declared;
        }
        return answer + declared;
    }

    private static String attempt(ContainerInPod container, String kind, String answer, String port) {
        if (!declares(container, port) && !STATUS.matcher(answer).find()) {
            return "`port` of the " + kind + "Probe as the container declares it, " + Ports.describe(container.spec());
        }
        if (STATUS.matcher(answer).find()) {
            return "a `path` in the " + kind + "Probe that the application answers, such as the one in the statement";
        }
        if (answer.contains("connection refused")) {
            return "the port on which the application listens, and let it listen on 0.0.0.0, not on 127.0.0.1";
        }
        return "give the application time with `timeoutSeconds` or `initialDelaySeconds`, or look into its log";
    }

    /** Whether the container declares this port, by number or by name; one that declares none says nothing. */
    private static boolean declares(ContainerInPod container, String port) {
        List<JsonNode> ports = Relations.stream(container.spec().path("ports")).toList();
        return ports.isEmpty() || ports.stream().anyMatch(each -> each.path("containerPort").asText().equals(port)
                || each.path("name").asText().equals(port));
    }
}
