package dev.statelab.core.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.Target;
import dev.statelab.core.result.Evidence;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why an application does not answer, or answers with an error. */
final class RequestFaults {

    private final Scene scene;

    RequestFaults(Scene scene) {
        this.scene = scene;
    }

    /** A request that nobody answered. */
    Optional<Draft> unanswered(Evidence.NoAnswer silence) {
        Evidence.Request request = silence.request();
        Optional<Draft> draft = switch (request.target()) {
            case Target.Pod(String name) -> scene.find(ResourceKind.POD, name).map(
                    pod -> new PodFaults(scene).of(pod).orElseGet(() -> unanswered(pod, request, silence)));
            case Target.Service(String name) -> scene.find(ResourceKind.SERVICE, name).flatMap(this::behind);
        };
        return draft.map(found -> found.rests(silence));
    }

    private Draft unanswered(KubernetesObject pod, Evidence.Request request, Evidence.NoAnswer silence) {
        return silence.reason().contains("refused")
                ? refused(pod, request, silence)
                : silent(pod, request, silence);
    }

    /** Why a Service leads to nobody. */
    private Optional<Draft> behind(KubernetesObject service) {
        List<KubernetesObject> sets = scene.all(ResourceKind.STATEFUL_SET);
        return new ServiceFaults(scene).selector(service, sets)
                .or(() -> sets.stream().flatMap(set -> new SetFaults(scene).of(set).stream()).findFirst());
    }

    private Draft refused(KubernetesObject pod, Evidence.Request request, Evidence.NoAnswer silence) {
        List<ContainerInPod> containers = running(pod);
        List<Listening> listening = containers.stream()
                .flatMap(container -> scene.log(pod, container.name(), false).stream())
                .flatMap(line -> Listening.in(line).stream()).toList();
        String port = Integer.toString(request.port());
        Optional<Listening> loopback = listening.stream()
                .filter(said -> said.onLoopback() && said.port().equals(port)).findFirst();
        if (loopback.isPresent()) {
            return new Draft("loopback", pod, "The application listens on 127.0.0.1, where only its own pod reaches it")
                    .expected("port " + port + " of pod " + pod.name() + " to be open on 0.0.0.0")
                    .found("connection refused from outside; the application's log: " + loopback.get().line())
                    .attempt("let the application listen on 0.0.0.0, often by a variable such as HOST, or an option");
        }
        Optional<Listening> elsewhere = listening.stream().filter(said -> !said.port().equals(port)).findFirst()
                .filter(_ -> listening.stream().noneMatch(said -> said.port().equals(port)));
        Draft draft = elsewhere.map(said -> new Draft("other-port " + port, pod,
                "The application listens on port " + said.port() + ", not on " + port)
                .found(silence.reason() + "; the application's log: " + said.line())
                .attempt("let the application listen on port " + port + ", and declare it in `containerPort`"))
                .orElseGet(() -> nothing(pod, port, containers, silence));
        containers.forEach(container -> draft.shows(pod, container.field("ports"),
                container.spec().path("ports").toString()));
        return draft.expected("an application that listens on port " + port + ", at the pod's own address");
    }

    private Draft nothing(KubernetesObject pod, String port, List<ContainerInPod> containers,
            Evidence.NoAnswer silence) {
        boolean declared = containers.stream()
                .anyMatch(container -> Ports.declares(container.spec(), Integer.parseInt(port)));
        String declares = containers.stream()
                .map(container -> "; container " + Wording.name(container.name()) + " declares "
                        + Ports.describe(container.spec()))
                .collect(Collectors.joining());
        return new Draft("refused " + port, pod, "Nothing listens on port " + port + " of pod " + pod.name())
                .found(silence.reason() + declares)
                .attempt(declared
                        ? "let the application listen on port " + port + " of 0.0.0.0, not of 127.0.0.1"
                        : "let the application listen on port " + port + ", and declare it in `containerPort`")
                .log(containers.isEmpty() ? List.of() : scene.log(pod, containers.getFirst().name(), false));
    }

    private Draft silent(KubernetesObject pod, Evidence.Request request, Evidence.NoAnswer silence) {
        List<ContainerInPod> containers = running(pod);
        return new Draft("silent " + request.port(), pod, "The application in pod " + pod.name() + " does not answer")
                .expected("an answer to " + request.method() + " " + request.path())
                .found(silence.reason())
                .attempt("look into the application's log for what it waits for")
                .log(containers.isEmpty() ? List.of() : scene.log(pod, containers.getFirst().name(), false));
    }

    /** An answer that was not the expected one. */
    Optional<Draft> answered(Evidence.Exchange exchange, boolean restarted) {
        Evidence.Request request = exchange.request();
        if (!(request.target() instanceof Target.Pod(String name)) || (exchange.status() < 500 && !restarted)) {
            return Optional.empty();
        }
        return scene.find(ResourceKind.POD, name)
                .map(pod -> exchange.status() < 500 ? forgotten(pod, exchange) : failing(pod, request, exchange))
                .map(draft -> draft.rests(exchange));
    }

    /** What was there before the pod was deleted is not there any more. */
    private static Draft forgotten(KubernetesObject pod, Evidence.Exchange exchange) {
        JsonNode spec = pod.json().path("spec");
        return new Draft("forgotten", pod, "Pod " + pod.name() + " does not give back what it had before its restart")
                .expected("the same answer as before the pod was deleted")
                .found("status " + exchange.status() + "; " + MountFaults.mounts(spec))
                .attempt(
                        "mount the volume of a claim where the application keeps its files, and let it write there at once")
                .shows(pod, "spec.volumes", spec.path("volumes").toString());
    }

    private Draft failing(KubernetesObject pod, Evidence.Request request, Evidence.Exchange exchange) {
        String asked = request.method() + " " + request.path();
        for (ContainerInPod container : running(pod)) {
            List<String> log = scene.log(pod, container.name(), false);
            List<String> words = Stream.concat(log.stream(), exchange.body().lines()).toList();
            Optional<Access> access = Access.in(container, words);
            if (access.isPresent()) {
                return denied(container, access.get(), asked, exchange);
            }
        }
        List<ContainerInPod> containers = running(pod);
        return new Draft("status-" + exchange.status(), pod,
                "The application in pod " + pod.name() + " answers with status " + exchange.status())
                .expected("an answer without an error to " + asked)
                .found("status " + exchange.status())
                .attempt("correct what the application's log complains of")
                .log(containers.isEmpty() ? List.of() : scene.log(pod, containers.getFirst().name(), false));
    }

    private static Draft denied(ContainerInPod container, Access access, String asked, Evidence.Exchange exchange) {
        KubernetesObject pod = container.pod();
        JsonNode mount = access.mount(container);
        JsonNode group = pod.json().path("spec").path("securityContext").path("fsGroup");
        String file = access.path().isEmpty() ? "its files" : access.path();
        String where = mount.isMissingNode()
                ? "no volume is mounted there"
                : "it is on the volume " + mount.path("name").asText() + ", mounted at "
                        + mount.path("mountPath").asText()
                        + (mount.path("readOnly").asBoolean() ? " with `readOnly: true`" : "");
        return new Draft(access.readOnly() ? "read-only" : "not-permitted", pod,
                "The application may not write " + file + (access.readOnly() ? ", which is read-only" : ""))
                .expected(file + " to be writable" + (access.user().isEmpty() ? "" : " by user " + access.user())
                        + " in " + container.called())
                .found("status " + exchange.status() + " for " + asked + "; "
                        + (access.owner().isEmpty() || access.readOnly()
                                ? ""
                                : "the file belongs to " + access.owner() + ", as the application says; ")
                        + where + (access.readOnly() || !group.isMissingNode() ? "" : "; the pod has no `fsGroup`"))
                .attempt(access.attempt(container))
                .shows(pod, container.field("volumeMounts"), container.spec().path("volumeMounts").toString())
                .shows(pod, "spec.securityContext", pod.json().path("spec").path("securityContext").toString());
    }

    private static List<ContainerInPod> running(KubernetesObject pod) {
        return ContainerInPod.of(pod).stream().filter(container -> !container.init() && container.isRunning())
                .toList();
    }
}
