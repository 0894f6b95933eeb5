package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ApiServer;
import dev.statelab.lab.api.PodAccess;
import dev.statelab.lab.api.Refusal;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.http.stream.ChannelPortForward;
import dev.statelab.lab.api.http.stream.Conversation;
import dev.statelab.lab.api.http.stream.PodPorts;
import dev.statelab.lab.api.http.stream.RemoteCommand;
import dev.statelab.lab.api.http.stream.SpdyPortForward;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.container.ContainerRuntime.StartException;
import dev.statelab.lab.container.ProcessStreams;
import dev.statelab.lab.container.RunningContainer;
import dev.statelab.lab.container.Session;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A pod's subresources that need a connection of their own: {@code pod-exec-without-upgrade-400.json}. */
final class PodStreams {

    private static final int HIGHEST_PORT = 65_535;
    private static final Set<String> SUBRESOURCES = Set.of("exec", "attach", "portforward");

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
        boolean forwards = target.subresource().equals("portforward");
        String container = forwards ? "" : new ContainerChoice(pod).of(request.query("container"));
        if (pod.path("spec").path("nodeName").asText().isEmpty()) {
            throw Refusal.badRequest("pod " + target.name() + " does not have a host assigned");
        }
        return forwards ? forward(request, target, Metadata.uid(pod)) : command(request, target, container);
    }

    private Conversation command(Request request, Target.Objects target, String container) throws ApiException {
        return new RemoteCommand(agreed(request, RemoteCommand.PROTOCOLS), streams(request),
                wanted -> join(request, target, container, wanted));
    }

    private Conversation forward(Request request, Target.Objects target, String sandbox) throws ApiException {
        PodPorts ports = port -> connect(target, sandbox, port);
        List<String> served = new ArrayList<>(List.of(SpdyPortForward.PROTOCOL));
        served.addAll(ChannelPortForward.PROTOCOLS);
        String agreed = agreed(request, served);
        return agreed.equals(SpdyPortForward.PROTOCOL)
                ? new SpdyPortForward(ports)
                : new ChannelPortForward(agreed, numbers(request), ports);
    }

    private static List<Integer> numbers(Request request) throws ApiException {
        List<Integer> numbers = new ArrayList<>();
        for (String list : request.queryAll("ports")) {
            for (String port : list.split(",", -1)) {
                if (!port.matches("[1-9]\\d{0,4}") || Integer.parseInt(port) > HIGHEST_PORT) {
                    throw Refusal.badRequest("unable to parse \"" + port + "\" as a port");
                }
                numbers.add(Integer.parseInt(port));
            }
        }
        return numbers;
    }

    /** The message of a failure is containerd's. */
    private Socket connect(Target.Objects target, String sandbox, int port) throws IOException {
        if (pods.dialInside(target.namespace(), target.name(), port) instanceof PodAccess.Dialled.To to) {
            return new Socket(to.address().getAddress(), to.address().getPort());
        }
        throw new ConnectException("error forwarding port " + port + " to pod " + sandbox + ", uid : failed to execute"
                + " portforward in network namespace \"/var/run/netns/cni-" + sandbox + "\": failed to connect to"
                + " localhost:" + port + " inside namespace \"" + sandbox + "\", IPv4: dial tcp4 127.0.0.1:" + port
                + ": connect: connection refused IPv6 dial tcp6: address localhost: no suitable address found");
    }

    /** The subprotocol to speak; empty for a client that names none. */
    private static String agreed(Request request, List<String> served) throws ApiException {
        String offered = request.header("Sec-WebSocket-Protocol").orElse("");
        List<String> wanted = Arrays.stream(offered.split(",")).map(String::strip).toList();
        Optional<String> agreed = served.stream().filter(wanted::contains).findFirst();
        if (agreed.isEmpty() && !offered.isEmpty()) {
            throw Refusal.badRequest("expected one of the subprotocols " + String.join(", ", served) + ", found "
                    + offered);
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
