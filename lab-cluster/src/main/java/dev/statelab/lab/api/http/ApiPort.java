package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.lab.api.http.stream.WebSocketUpgrader;
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
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A port on the loopback interface where API servers answer over HTTPS, one after another. Helidon keeps a thread for
 * each web server that there ever was, and with it all that it holds, so who starts many clusters lets them take turns.
 */
public final class ApiPort implements AutoCloseable {

    private static final Duration GRACE = Duration.ofMillis(100);
    private static final int LONGEST_PATH = 64 * 1024;

    /** Held here, because a level that nobody holds is forgotten: Helidon tells of every start and stop, and of a port that is taken. */
    private static final Logger HELIDON = Logger.getLogger("io.helidon");

    private final WebServer server;
    private final TimedConnections connections;
    private final ClientLimits limits;
    private final AtomicReference<Optional<Router>> router;

    private ApiPort(
            WebServer server,
            TimedConnections connections,
            ClientLimits limits,
            AtomicReference<Optional<Router>> router) {
        this.server = server;
        this.connections = connections;
        this.limits = limits;
        this.router = router;
    }

    /**
     * Listens until it is closed.
     *
     * @param certificates with what it proves to be the cluster's API server
     * @param limits what clients may hold of it
     * @param port 0 for any that is free
     * @throws PortException when the port is taken
     */
    public static ApiPort open(ClusterCertificates certificates, ClientLimits limits, int port) {
        HELIDON.setLevel(Level.OFF);
        AtomicReference<Optional<Router>> router = new AtomicReference<>(Optional.empty());
        TimedConnections connections = new TimedConnections(http(router), limits);
        WebServer server = WebServer.builder()
                .host("127.0.0.1")
                .port(port)
                .tls(tls -> tls.sslContext(certificates.serverContext()))
                .shutdownHook(false)
                .shutdownGracePeriod(GRACE)
                .protocolsDiscoverServices(false)
                .connectionOptions(options -> options.tcpNoDelay(true))
                .maxTcpConnections(limits.connections())
                .addConnectionSelector(connections)
                .addRouting(HttpRouting.builder().any((request, response) -> answer(router.get(), request, response)))
                .build();
        server.start();
        // A start that fails is told to the log only.
        if (!server.isRunning()) {
            throw new PortException(port);
        }
        return new ApiPort(server, connections, limits, router);
    }

    private static Http1ConnectionSelector http(AtomicReference<Optional<Router>> router) {
        return Http1ConnectionSelector.builder()
                .config(Http1Config.builder()
                        .maxPrologueLength(LONGEST_PATH)
                        // One of each: of several, Helidon 4.5.0 calls none.
                        .addReceiveListener(TimedConnections.received())
                        .addSendListener(TimedConnections.sent())
                        .build())
                .putUpgrader("websocket", new WebSocketUpgrader((prologue, headers) -> router.get()
                        .flatMap(serving -> serving.conversation(new Request(prologue, headers)))))
                .build();
    }

    public int number() {
        return server.port();
    }

    /** As a kubeconfig has it: {@code https://127.0.0.1:6443}. */
    public String url() {
        return "https://" + address();
    }

    String address() {
        return "127.0.0.1:" + number();
    }

    ClientLimits limits() {
        return limits;
    }

    /** From now on this one answers. */
    void serve(Router serving) {
        if (!router.compareAndSet(Optional.empty(), Optional.of(serving))) {
            throw new IllegalStateException("another API server answers on port " + number());
        }
    }

    /** From now on nobody answers, and whoever was connected no longer is. */
    void rest() {
        router.set(Optional.empty());
        connections.endAll();
    }

    /** Ends all requests, and returns when the port is free. */
    @Override
    public void close() {
        router.set(Optional.empty());
        server.stop();
    }

    private static void answer(Optional<Router> router, ServerRequest request, ServerResponse response) {
        if (router.isEmpty()) {
            response.status(Status.SERVICE_UNAVAILABLE_503).send();
            return;
        }
        try {
            send(router.get().answer(new Request(request)), response);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(Reply reply, ServerResponse response) throws InterruptedException {
        response.status(Status.create(reply.status()));
        // On each answer, also on those of applications (kubernetes: apiserver, endpoints/filters, WithAuditInit).
        response.header("Audit-Id", UUID.randomUUID().toString());
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
