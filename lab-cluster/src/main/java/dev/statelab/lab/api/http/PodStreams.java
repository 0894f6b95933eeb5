package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ApiServer;
import dev.statelab.lab.api.PodAccess;
import dev.statelab.lab.api.Refusal;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.http.stream.Conversation;
import dev.statelab.lab.api.http.stream.RemoteCommand;
import dev.statelab.lab.container.ContainerRuntime.StartException;
import dev.statelab.lab.container.ProcessStreams;
import dev.statelab.lab.container.RunningContainer;
import dev.statelab.lab.container.Session;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A pod's subresources that need a connection of their own: {@code pod-exec-without-upgrade-400.json}. */
final class PodStreams {

    private static final Set<String> SUBRESOURCES = Set.of("exec", "attach");

    private final ApiServer api;
    private final PodAccess pods;

    PodStreams(ApiServer api, PodAccess pods) {
        this.api = api;
        this.pods = pods;
    }

    static boolean serves(Target.Objects target) {
        return target.type().equals(ResourceTypes.POD) && target.rest().isEmpty()
                && SUBRESOURCES.contains(target.subresource());
    }

    /** To a request over a connection that stays what it is. */
    Reply answer(Request request, Target.Objects target) throws ApiException {
        conversation(request, target);
        boolean otherProtocol = request.header("Upgrade").isPresent();
        throw Refusal.badRequest(otherProtocol
                ? "expected an upgrade to websocket, found one to " + request.header("Upgrade").get()
                        + "; kubectl 1.31 and later use websocket unless told otherwise"
                : "Upgrade request required");
    }

    /** What is to be said over a connection of its own. */
    Conversation conversation(Request request, Target.Objects target) throws ApiException {
        ObjectNode pod = api.get(ResourceTypes.POD, target.namespace(), target.name());
        String container = new ContainerChoice(pod).of(request.query("container"));
        if (pod.path("spec").path("nodeName").asText().isEmpty()) {
            throw Refusal.badRequest("pod " + target.name() + " does not have a host assigned");
        }
        RemoteCommand.Streams streams = streams(request);
        return new RemoteCommand(protocol(request), streams, wanted -> join(request, target, container, wanted));
    }

    private static String protocol(Request request) throws ApiException {
        String offered = request.header("Sec-WebSocket-Protocol").orElse("");
        Optional<String> agreed = RemoteCommand.agreed(offered);
        if (agreed.isEmpty() && !offered.isEmpty()) {
            throw Refusal.badRequest("expected one of the subprotocols " + String.join(", ", RemoteCommand.PROTOCOLS)
                    + ", found " + offered);
        }
        return agreed.orElse("");
    }

    private static RemoteCommand.Streams streams(Request request) throws ApiException {
        boolean terminal = request.flag("tty");
        RemoteCommand.Streams streams = new RemoteCommand.Streams(request.flag("stdin"), request.flag("stdout"),
                request.flag("stderr") && !terminal, terminal);
        if (!streams.stdin() && !streams.stdout() && !streams.stderr()) {
            throw Refusal.badRequest("you must specify at least 1 of stdin, stdout, stderr");
        }
        return streams;
    }

    private Session join(Request request, Target.Objects target, String container, ProcessStreams streams)
            throws ApiException {
        RunningContainer process = pods.running(target.namespace(), target.name(), container)
                .orElseThrow(() -> Refusal.internalError(
                        "unable to upgrade connection: container not found (\"" + container + "\")"));
        if (target.subresource().equals("attach")) {
            return process.attach(streams);
        }
        List<String> command = request.queryAll("command");
        try {
            return process.exec(command, streams);
        } catch (StartException refused) {
            throw Refusal.internalError("Internal error occurred: error executing command in container: "
                    + refused.getMessage());
        }
    }
}
