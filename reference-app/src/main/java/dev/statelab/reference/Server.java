package dev.statelab.reference;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The HTTP side: a virtual thread for each request, and an orderly end. */
final class Server {

    /** Connections that may wait to be accepted. */
    private static final int BACKLOG = 1024;
    /** How much of a body that nobody wants is read, so that the client gets to see the answer. */
    private static final long PATIENCE_BYTES = 8 << 20;

    /**
     * The JDK's server accepts nothing any more once it stops, but forgets a connection that it was about to accept when it
     * closes all others: it would stay open, and its client wait. So it is let accept that one first.
     */
    private static final Duration ACCEPTING = Duration.ofMillis(50);

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Routes routes;
    private final PrintStream log;

    private Server(HttpServer http, Routes routes, PrintStream log) {
        this.http = http;
        this.routes = routes;
        this.log = log;
    }

    /** @throws IOException when the address cannot be bound */
    static Server open(InetSocketAddress address, Routes routes, PrintStream log) throws IOException {
        Server server = new Server(HttpServer.create(address, BACKLOG), routes, log);
        server.http.createContext("/", server::handle);
        server.http.setExecutor(server.threads);
        server.http.start();
        return server;
    }

    InetSocketAddress address() {
        return http.getAddress();
    }

    /**
     * Accepts nothing any more, lets the requests in flight finish, and ends. When it returns, no request is being worked
     * on.
     *
     * @param patience after this, what is still in flight is cut off
     */
    void stop(Duration patience) {
        // It counts in whole seconds, so it is let wait for ever, and an interrupt ends that in time.
        Thread stopping = Thread.ofVirtual().start(() -> http.stop(Integer.MAX_VALUE));
        try {
            if (!stopping.join(patience)) {
                threads.shutdownNow();
                if (!stopping.join(ACCEPTING)) {
                    stopping.interrupt();
                }
            }
            stopping.join();
        } catch (InterruptedException hurry) {
            stopping.interrupt();
            Thread.currentThread().interrupt();
        }
        // A connection that was accepted while the first stop closed all others is still open.
        http.stop(0);
        threads.shutdownNow();
        threads.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            exchange.getRequestBody().skip(PATIENCE_BYTES);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            boolean empty = answer.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
            if (!empty) {
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getRawPath();
        try {
            Answer answer = routes.answer(method, path, exchange.getRequestBody());
            if (answer.status() == 500) {
                log.println(method + " " + path + ": " + new String(answer.body(), StandardCharsets.UTF_8).strip());
            }
            return answer;
        } catch (RuntimeException bug) {
            log.println(method + " " + path + ": a bug in the application");
            bug.printStackTrace(log);
            return Answer.json(500, new Json().with("error", "a bug in the application; its log says more"));
        }
    }
}
