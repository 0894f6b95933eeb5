package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.lab.api.ApiServer;
import dev.statelab.lab.api.PodAccess;
import dev.statelab.lab.api.http.stream.WebSocketUpgrader;
import dev.statelab.lab.time.LabClock;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Serves an API server over HTTPS on the loopback interface, to whoever has the token. */
public final class ApiHttpServer implements AutoCloseable {

    private static final Duration GRACE = Duration.ofMillis(100);
    private static final int LONGEST_PATH = 64 * 1024;

    /** Held here, because a level that nobody holds is forgotten: Helidon tells of every start and stop, and of a port that is taken. */
    private static final Logger HELIDON = Logger.getLogger("io.helidon");

    private final WebServer server;
    private final Forwarder forwarder;

    private ApiHttpServer(WebServer server, Forwarder forwarder) {
        this.server = server;
        this.forwarder = forwarder;
    }

    /**
     * Serves until it is closed.
     *
     * @param certificates with what it proves to be the cluster's API server
     * @param token what {@code Authorization: Bearer} must say
     * @param limits what clients may hold of it
     * @param port 0 for any that is free
     * @throws PortException when the port is taken
     */
    public static ApiHttpServer start(ApiServer api, PodAccess pods, ClusterCertificates certificates, String token,
            LabClock clock, ClientLimits limits, int port) {
        HELIDON.setLevel(Level.OFF);
        Forwarder forwarder = new Forwarder();
        CompletableFuture<Router> router = new CompletableFuture<>();
        WebServer server = WebServer.builder()
                .host("127.0.0.1")
                .port(port)
                .tls(tls -> tls.sslContext(certificates.serverContext()))
                .shutdownHook(false)
                .shutdownGracePeriod(GRACE)
                .protocolsDiscoverServices(false)
                .connectionOptions(options -> options.tcpNoDelay(true))
                .maxTcpConnections(limits.connections())
                .addConnectionSelector(new TimedConnections(http(router), limits))
                .addRouting(HttpRouting.builder().any((request, response) -> answer(router.join(), request, response)))
                .build();
        server.start();
        // A start that fails is told to the log only.
        if (!server.isRunning()) {
            forwarder.close();
            throw new PortException(port);
        }
        router.complete(new Router(api, pods, forwarder, token, clock, limits, "127.0.0.1:" + server.port()));
        return new ApiHttpServer(server, forwarder);
    }

    private static Http1ConnectionSelector http(CompletableFuture<Router> router) {
        return Http1ConnectionSelector.builder()
                .config(Http1Config.builder()
                        .maxPrologueLength(LONGEST_PATH)
                        // One of each: of several, Helidon 4.5.0 calls none.
                        .addReceiveListener(TimedConnections.received())
                        .addSendListener(TimedConnections.sent())
                        .build())
                .putUpgrader("websocket", new WebSocketUpgrader(
                        (prologue, headers) -> router.join().conversation(new Request(prologue, headers))))
                .build();
    }

    public int port() {
        return server.port();
    }

    /** As a kubeconfig has it: {@code https://127.0.0.1:6443}. */
    public String url() {
        return "https://127.0.0.1:" + port();
    }

    /** Ends all requests, and returns when the port is free. */
    @Override
    public void close() {
        forwarder.close();
        server.stop();
    }

    private static void answer(Router router, ServerRequest request, ServerResponse response) {
        try {
            send(router.answer(new Request(request)), response);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(Reply reply, ServerResponse response) throws InterruptedException {
        response.status(Status.create(reply.status()));
        switch (reply) {
            case Reply.Json json -> {
                json.warnings()
                        .forEach(warning -> response.headers()
                                .add(HeaderNames.create("Warning"), "299 - " + quoted(warning)));
                response.header("Content-Type", "application/json");
                // As the real API server does, whatever the status is.
                JsonNode wait = json.body().path("details").path("retryAfterSeconds");
                if (wait.asInt() > 0) {
                    response.header("Retry-After", wait.asText());
                }
                response.send(Reply.utf8(json.body().toString()));
            }
            case Reply.Text text -> {
                response.header("Content-Type", "text/plain; charset=utf-8");
                response.send(Reply.utf8(text.body()));
            }
            case Reply.Redirect redirect -> {
                response.header("Location", redirect.location());
                response.send();
            }
            case Reply.Streamed streamed -> {
                streamed.headers().forEach(header -> response.headers().add(HeaderNames.create(header.name()),
                        header.value()));
                stream(streamed, response);
            }
        }
    }

    /** A client that went away ends its own request only. */
    private static void stream(Reply.Streamed reply, ServerResponse response) throws InterruptedException {
        try (OutputStream out = response.outputStream()) {
            reply.writer().writeTo(out);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String quoted(String warning) {
        return '"' + warning.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
