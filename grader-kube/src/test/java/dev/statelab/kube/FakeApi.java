package dev.statelab.kube;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.statelab.kube.connect.Connection;
import dev.statelab.kube.connect.Validity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** An API server that answers as told. What nobody told it about is a 404, as on a real one. */
public final class FakeApi implements AutoCloseable {

    /** Answers one request. */
    @FunctionalInterface
    public interface Answers {
        void answer(HttpExchange exchange) throws IOException;
    }

    /** A request as it came in. */
    public record Seen(String method, String uri, Map<String, List<String>> headers, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Answers> answers = new ConcurrentHashMap<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    public FakeApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** @param path without the query */
    public FakeApi on(String path, Answers how) {
        answers.put(path, how);
        return this;
    }

    public FakeApi on(String path, Recordings.Answer answer) {
        return on(path, exchange -> send(exchange, answer));
    }

    public FakeApi on(String path, int status, String contentType, String body) {
        return on(path, new Recordings.Answer(status, contentType, body));
    }

    /**
     * No answer from this path until this server is closed.
     *
     * @return is at zero once it was asked
     */
    CountDownLatch silent(String path) {
        CountDownLatch asked = new CountDownLatch(1);
        on(path, _ -> {
            asked.countDown();
            closed.join();
        });
        return asked;
    }

    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    public Connection connection() {
        return new Connection(HttpUrl.get("http://127.0.0.1:" + server.getAddress().getPort()), new OkHttpClient(),
                "a test", Validity.ALWAYS);
    }

    public static void send(HttpExchange exchange, Recordings.Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        seen.add(new Seen(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders()), body));
        answers.getOrDefault(exchange.getRequestURI().getRawPath(),
                unknown -> send(unknown, Recordings.response("unknown-path-404"))).answer(exchange);
    }

    @Override
    public void close() {
        server.stop(0);
        closed.complete(null);
        threads.shutdownNow();
    }
}
