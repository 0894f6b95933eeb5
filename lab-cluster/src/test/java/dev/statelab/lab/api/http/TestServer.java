package dev.statelab.lab.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.statelab.lab.Trust;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ApiServer;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.SettableClock;
import dev.statelab.lab.api.TestApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocketFactory;

/** An API server that listens, and a client for it. */
final class TestServer implements AutoCloseable {

    static final String TOKEN = "secret";
    static final int HISTORY = 16;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakePods pods = new FakePods();
    private final ApiServer api = TestApi.start(HISTORY);
    private final ClusterCertificates certificates = ClusterCertificates.of(ClusterCertificates.newAuthority());
    private final ApiPort port;
    private final ApiHttpServer server;
    private final HttpClient client = newClient();
    private final SSLSocketFactory sockets = Trust.in(certificates.authority()).sslContext().getSocketFactory();

    TestServer() {
        this(new ManualClock(), UnaryOperator.identity());
    }

    /**
     * @param clock that the limits are measured by
     * @param change of the limits of this process
     */
    TestServer(ManualClock clock, UnaryOperator<ClientLimits> change) {
        port = ApiPort.open(certificates, change.apply(ClientLimits.ofThisProcess(clock)), 0);
        server = ApiHttpServer.start(port, api, pods, TOKEN, new SettableClock());
    }

    /** What came back; a body that is not JSON is a text. */
    record Answer(int status, JsonNode body, HttpResponse<String> response) {}

    ApiServer api() {
        return api;
    }

    FakePods pods() {
        return pods;
    }

    /** A connection to the server for bytes as they are. */
    RawConnection connect() throws IOException {
        return RawConnection.open(sockets, port.number());
    }

    /** A client that trusts the server. */
    HttpClient newClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(Trust.in(certificates.authority()).sslContext())
                .build();
    }

    /** What a client has to trust, in PEM. */
    String authority() {
        return certificates.authority();
    }

    String url() {
        return port.url();
    }

    TestServer withNamespace(String name) {
        try {
            api.create(ResourceTypes.NAMESPACE, "", Manifests.namespace(name));
            TestApi.addNamespaceContents(api, name);
            return this;
        } catch (ApiException refused) {
            throw new IllegalStateException(refused);
        }
    }

    Answer replay(String recording) {
        Recording recorded = Recording.named(recording);
        return send(recorded.method(), recorded.path(), Map.of("Content-Type", recorded.contentType()),
                recorded.requestBody());
    }

    Answer get(String path) {
        return send("GET", path, Map.of(), "");
    }

    Answer send(String method, String path, Map<String, String> headers, String body) {
        HttpResponse<String> response = send(method, path, headers, body, BodyHandlers.ofString());
        return new Answer(response.statusCode(), parsed(response.body()), response);
    }

    <T> HttpResponse<T> send(String method, String path, Map<String, String> headers, String body,
            BodyHandler<T> handler) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        request.setHeader("Authorization", "Bearer " + TOKEN);
        headers.forEach(request::setHeader);
        try {
            return client.send(request.build(), handler);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The status that a request for a WebSocket is refused with. */
    int refusedSocket(String path, String protocol) {
        var socket = client.newWebSocketBuilder().header("Authorization", "Bearer " + TOKEN).subprotocols(protocol)
                .buildAsync(URI.create(url().replaceFirst("http", "ws") + path), new WebSocket.Listener() {});
        try {
            socket.join().abort();
            throw new AssertionError("the request was not refused");
        } catch (CompletionException refused) {
            if (!(refused.getCause() instanceof WebSocketHandshakeException handshake)) {
                throw refused;
            }
            return handshake.getResponse().statusCode();
        }
    }

    private static JsonNode parsed(String body) {
        try {
            JsonNode parsed = JSON.readTree(body);
            return parsed instanceof ObjectNode ? parsed : TextNode.valueOf(body);
        } catch (JsonProcessingException _) {
            return TextNode.valueOf(body);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        server.close();
        port.close();
        api.close();
    }
}
