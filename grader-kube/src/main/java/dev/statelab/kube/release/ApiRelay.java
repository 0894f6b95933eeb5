package dev.statelab.kube.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.statelab.kube.http.ApiServer;
import dev.statelab.kube.http.ApiStatus;
import dev.statelab.kube.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * The way to a cluster for a program that cannot use our connection, such as Helm: on loopback, for whoever knows a random
 * path. So the program gets no credentials, runs no plugin, and reaches no other server; all rules of the connection hold.
 * The path takes the place of a token, which Kubernetes' own client sends through TLS alone.
 */
final class ApiRelay implements AutoCloseable {

    private static final Set<String> NOT_PASSED_ON = Set.of("host", "authorization", "connection", "content-length",
            "transfer-encoding", "keep-alive", "upgrade", "te", "trailer");
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
    private static final int LARGEST_BODY = 16 * 1024 * 1024;
    private static final int LARGEST_STATUS = 64 * 1024;
    private static final int BUFFER = 16 * 1024;

    private final ApiServer api;
    private final String secret = random();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final RelayRules rules;
    private final RelayNotes notes = new RelayNotes();

    private ApiRelay(ApiServer api, RelayRules rules, HttpServer server) {
        this.api = api;
        this.rules = rules;
        this.server = server;
    }

    static ApiRelay open(ApiServer api, RelayRules rules) throws IOException {
        ApiRelay relay = new ApiRelay(api, rules,
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        relay.server.setExecutor(relay.threads);
        relay.server.createContext("/", relay::handle);
        relay.server.start();
        return relay;
    }

    /** A kubeconfig for the relay alone. */
    String kubeconfig() {
        return """
                apiVersion: v1
                kind: Config
                current-context: relay
                contexts: [{name: relay, context: {cluster: relay, user: relay}}]
                clusters: [{name: relay, cluster: {server: "http://127.0.0.1:%d/%s"}}]
                users: [{name: relay, user: {}}]
                """.formatted(server.getAddress().getPort(), secret);
    }

    /** The text as if its reader had no business with this relay. */
    String withoutSecret(String text) {
        return text.replace("http://127.0.0.1:" + server.getAddress().getPort() + "/" + secret, "");
    }

    RelayNotes notes() {
        return notes;
    }

    private static String random() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            int end = path.indexOf('/', 1);
            String first = path.substring(1, end < 0 ? path.length() : end);
            if (!MessageDigest.isEqual(first.getBytes(UTF_8), secret.getBytes(UTF_8))) {
                exchange.sendResponseHeaders(403, -1);
                return;
            }
            pass(exchange, exchange.getRequestBody().readNBytes(LARGEST_BODY));
        }
    }

    private void pass(HttpExchange exchange, byte[] body) throws IOException {
        String method = exchange.getRequestMethod();
        HttpUrl url = api.url()
                .addEncodedPathSegments(exchange.getRequestURI().getRawPath().substring(secret.length() + 2))
                .encodedQuery(exchange.getRequestURI().getRawQuery()).build();
        String path = exchange.getRequestURI().getPath().substring(secret.length() + 1);
        RelayRules.Body content = RelayRules.Body.of(body);
        Optional<String> refusal = rules.refusal(method, path, content);
        if (refusal.isPresent()) {
            notes.forbid(refusal.get());
            answer(exchange, refusal.get());
            return;
        }
        content.written().ifPresent(notes::written);
        Call call = api.call(request(exchange, url, body));
        try (Response response = call.execute()) {
            ApiStatus status = response.isSuccessful()
                    ? new ApiStatus(response.code(), "", "", List.of())
                    : ApiStatus.parse(response.code(), response.peekBody(LARGEST_STATUS).string());
            notes.answered(method + " " + path, response.code(), content.written(), status);
            answer(exchange, response);
        } catch (IOException e) {
            notes.lost(api.cause(e));
            if (exchange.getResponseCode() < 0) {
                exchange.sendResponseHeaders(502, -1);
            }
        } finally {
            call.cancel();
        }
    }

    private static Request request(HttpExchange exchange, HttpUrl url, byte[] body) {
        Request.Builder request = new Request.Builder().url(url);
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.addHeader(name, value));
            }
        });
        boolean has = WITH_BODY.contains(exchange.getRequestMethod()) || body.length > 0;
        return request.method(exchange.getRequestMethod(), has ? RequestBody.create(body) : null).build();
    }

    private static void answer(HttpExchange exchange, String refusal) throws IOException {
        byte[] status = Json.MAPPER.createObjectNode().put("kind", "Status").put("apiVersion", "v1")
                .put("status", "Failure").put("reason", "Forbidden").put("code", 403).put("message", refusal).toString()
                .getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(403, status.length);
        exchange.getResponseBody().write(status);
    }

    private static void answer(HttpExchange exchange, Response response) throws IOException {
        response.headers().forEach(header -> {
            if (!NOT_PASSED_ON.contains(header.getFirst().toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().add(header.getFirst(), header.getSecond());
            }
        });
        long length = response.body().contentLength();
        boolean empty = length == 0 || response.code() == 204 || response.code() == 304
                || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(response.code(), empty ? -1 : Math.max(0, length));
        if (empty) {
            return;
        }
        try (InputStream in = response.body().byteStream(); OutputStream out = exchange.getResponseBody()) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                // A watch says little, and what it says is waited for.
                out.flush();
            }
        }
    }

    /** Ends what is under way, too. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
