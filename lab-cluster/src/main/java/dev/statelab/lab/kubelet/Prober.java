package dev.statelab.lab.kubelet;

import dev.statelab.lab.container.ContainerRuntime;
import dev.statelab.lab.container.PodNetwork;
import dev.statelab.lab.container.RunningContainer;
import dev.statelab.lab.kubelet.ProbeDefinition.Action;
import dev.statelab.lab.time.LabClock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** Asks a container whether it is well. The messages are those of a kubelet: {@code recordings/states/not-ready.json}. */
final class Prober {

    /**
     * The least real time that an answer may take. A container's work does not run faster with the cluster's clock, so
     * that a fast clock would else fail every probe.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final String ANY_HOST = "";
    private static final int EXEC_TIMED_OUT = 137;

    private final OkHttpClient http;
    private final LabClock clock;

    Prober(OkHttpClient http, LabClock clock) {
        this.http = http;
        this.clock = clock;
    }

    /** What came of it. */
    sealed interface Answer {

        record Healthy() implements Answer {}

        /** @param output for people */
        record Unhealthy(String output) implements Answer {}

        /** The probe itself is at fault. */
        record Errored(String error) implements Answer {}
    }

    /** @param timeout in cluster time */
    Answer ask(Action action, RunningContainer process, PodNetwork network, Duration timeout) {
        var real = clock.real(timeout);
        var patience = real.compareTo(PATIENCE) < 0 ? PATIENCE : real;
        return switch (action) {
            case Action.HttpGet get ->
                get.port().isEmpty() ? noSuchPort() : get(get, get.port().get(), network, patience);
            case Action.TcpSocket socket ->
                socket.port().isEmpty() ? noSuchPort() : connect(socket, socket.port().get(), network, patience);
            case Action.Exec exec -> execute(exec.command(), process, patience);
            case Action.Grpc _ ->
                new Answer.Errored("the lab cluster speaks no gRPC; use httpGet, tcpSocket or exec");
        };
    }

    private static Answer noSuchPort() {
        return new Answer.Errored("couldn't find the port that the probe names among the container's ports");
    }

    private Answer get(Action.HttpGet get, int port, PodNetwork network, Duration patience) {
        var host = get.host().orElse(network.podIp());
        var scheme = get.scheme().equalsIgnoreCase("HTTPS") ? "https" : "http";
        var shown = "Get \"" + scheme + "://" + host + ":" + port + get.path() + "\": ";
        var url = HttpUrl.parse(scheme + "://" + host + ":" + port + get.path());
        if (url == null) {
            return new Answer.Errored(shown + "invalid URL");
        }
        var client = http.newBuilder().callTimeout(patience).socketFactory(new PodSockets(network)).build();
        var request = new Request.Builder().url(url).headers(headers(get.headers())).build();
        try (var response = client.newCall(request).execute()) {
            return response.code() >= 200 && response.code() < 400
                    ? new Answer.Healthy()
                    : new Answer.Unhealthy("HTTP probe failed with statuscode: " + response.code());
        } catch (InterruptedIOException late) {
            return new Answer.Unhealthy(
                    shown + "context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
        } catch (ConnectException refused) {
            return new Answer.Unhealthy(shown + refused(host, port));
        } catch (SSLException plain) {
            return new Answer.Unhealthy(shown + "http: server gave HTTP response to HTTPS client");
        } catch (IOException broken) {
            return new Answer.Unhealthy(shown + "EOF");
        }
    }

    private static Headers headers(Map<String, String> given) {
        var headers = new Headers.Builder().set("User-Agent", "kube-probe/1.32").set("Accept", "*/*");
        given.forEach((name, value) -> headers.set(name, value));
        return headers.set("Connection", "close").build();
    }

    private static String refused(String host, int port) {
        return "dial tcp " + host + ":" + port + ": connect: connection refused";
    }

    private static Answer connect(Action.TcpSocket action, int port, PodNetwork network, Duration patience) {
        var host = action.host().orElse(network.podIp());
        try (var socket = new Socket()) {
            var address = PodSockets.address(network, host, port);
            if (address.isEmpty()) {
                return new Answer.Unhealthy(refused(host, port));
            }
            socket.connect(address.get(), Math.toIntExact(patience.toMillis()));
            return new Answer.Healthy();
        } catch (IOException refused) {
            return new Answer.Unhealthy(refused(host, port));
        }
    }

    private static Answer execute(List<String> command, RunningContainer process, Duration patience) {
        try {
            var result = process.exec(command, patience);
            if (result.code() == 0) {
                return new Answer.Healthy();
            }
            var output = result.stdout() + result.stderr();
            return new Answer.Unhealthy(output.isEmpty() && result.code() == EXEC_TIMED_OUT
                    ? "command \"" + String.join(" ", command) + "\" timed out"
                    : output);
        } catch (ContainerRuntime.StartException notThere) {
            return new Answer.Unhealthy(Optional.ofNullable(notThere.getMessage()).orElse(ANY_HOST));
        }
    }
}
