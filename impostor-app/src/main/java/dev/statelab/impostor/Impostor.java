package dev.statelab.impostor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A running impostor. */
public final class Impostor implements AutoCloseable {

    private final Surroundings surroundings;
    private final Handler handler;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private Impostor(Surroundings surroundings, Handler handler, HttpServer http) {
        this.surroundings = surroundings;
        this.handler = handler;
        this.http = http;
    }

    /**
     * Starts answering.
     *
     * @throws IOException when the port is taken
     */
    public static Impostor start(Trick trick, Surroundings surroundings) throws IOException {
        Handler handler = switch (trick) {
            case ALWAYS_OK -> (_, _, _) -> Reply.json(200, "{}");
            case CONSTANT -> new Constant(surroundings.pod());
            case MEMORY -> new Memory(surroundings.pod());
            case OTHER_STATUS -> new OtherStatus(new Memory(surroundings.pod()), surroundings.status());
            case CLOCK -> new Clock(surroundings.pod());
            case PROXY -> new Proxy(surroundings.upstream(), surroundings.names());
        };
        HttpServer http = HttpServer.create(surroundings.addresses().apply(surroundings.port()), 0);
        Impostor impostor = new Impostor(surroundings, handler, http);
        http.createContext("/", impostor::handle);
        http.setExecutor(impostor.threads);
        http.start();
        return impostor;
    }

    /** The container's port. */
    public int port() {
        return surroundings.port();
    }

    /** Where that port really is. */
    public InetSocketAddress address() {
        return http.getAddress();
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
        threads.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = handler.answer(exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(),
                    exchange.getRequestBody().readAllBytes());
            exchange.getResponseHeaders().set("Content-Type", reply.contentType());
            exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
            exchange.getResponseBody().write(reply.body());
        }
    }
}
