package dev.statelab.hostile.fooling;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.statelab.hostile.fooling.Tricks.Asked;
import dev.statelab.hostile.fooling.Tricks.Said;
import dev.statelab.lab.LabCluster;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.tls.Certificates;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import okio.BufferedSource;

/** An API server that somebody controls: a real cluster answers through it, and it changes what it likes. */
final class Front implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> NOT_PASSED_ON = Set.of("host", "connection", "content-length",
            "transfer-encoding", "authorization", "accept-encoding");

    private final LabCluster cluster;
    private final Tricks tricks;
    private final HeldCertificate certificate = new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1")
            .build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final OkHttpClient http;
    private final HttpsServer server;

    Front(LabCluster cluster, Tricks tricks) throws IOException {
        this.cluster = cluster;
        this.tricks = tricks;
        HandshakeCertificates trusted = new HandshakeCertificates.Builder()
                .addTrustedCertificate(Certificates.decodeCertificatePem(cluster.certificateAuthority())).build();
        this.http = new OkHttpClient.Builder().sslSocketFactory(trusted.sslSocketFactory(), trusted.trustManager())
                .readTimeout(Duration.ZERO).connectionPool(new ConnectionPool()).build();
        this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(
                new HandshakeCertificates.Builder().heldCertificate(certificate).build().sslContext()));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** The text of a kubeconfig that leads here. */
    String kubeconfig() {
        return """
                apiVersion: v1
                kind: Config
                current-context: c
                contexts: [{name: c, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "https://127.0.0.1:%d", certificate-authority-data: %s}}]
                users: [{name: u, user: {token: mine}}]
                """.formatted(server.getAddress().getPort(),
                Base64.getEncoder().encodeToString(certificate.certificatePem().getBytes(UTF_8)));
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Asked asked = new Asked(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
                new String(body, UTF_8));
        Optional<Said> said = tricks.insteadOf(asked);
        try (exchange) {
            if (said.isPresent()) {
                say(exchange, said.get());
            } else if (exchange.getRequestHeaders().containsKey("Upgrade")) {
                // As a proxy that knows plain HTTP alone.
                say(exchange, new Said(400, "text/plain", "no upgrades here"));
            } else {
                pass(exchange, asked, body);
            }
        }
    }

    private void pass(HttpExchange exchange, Asked asked, byte[] body) throws IOException {
        boolean bodiless = body.length == 0 && (asked.method().equals("GET") || asked.method().equals("HEAD"));
        Request.Builder request = new Request.Builder().url(cluster.url() + asked.path())
                .method(asked.method(), bodiless ? null : RequestBody.create(body))
                .header("Authorization", "Bearer " + cluster.token());
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.addHeader(name, value));
            }
        });
        try (Response response = http.newCall(request.build()).execute()) {
            String type = Optional.ofNullable(response.header("Content-Type")).orElse("text/plain");
            if (asked.path().contains("watch=")) {
                watch(exchange, response, type);
                return;
            }
            Said own = new Said(response.code(), type, response.body().string());
            if (asked.isForAnApplication()) {
                tricks.answered(asked, own);
                say(exchange, own);
            } else {
                say(exchange, new Said(own.status(), type, shown(own.body())));
            }
        }
    }

    private void watch(HttpExchange exchange, Response response, String type) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(response.code(), 0);
        OutputStream out = exchange.getResponseBody();
        BufferedSource lines = response.body().source();
        for (String line = lines.readUtf8Line(); line != null; line = lines.readUtf8Line()) {
            ObjectNode event = (ObjectNode) JSON.readTree(line);
            if (event.get("object") instanceof ObjectNode object) {
                event.set("object", tricks.shown(object.path("kind").asText(), object));
            }
            out.write((event + "\n").getBytes(UTF_8));
            out.flush();
        }
    }

    private String shown(String body) throws JsonProcessingException {
        JsonNode json = body.startsWith("{") ? JSON.readTree(body) : JSON.missingNode();
        String kind = json.path("kind").asText();
        if (json.get("items") instanceof ArrayNode items) {
            for (int i = 0; i < items.size(); i++) {
                items.set(i, tricks.shown(kind.replaceFirst("List$", ""), (ObjectNode) items.get(i)));
            }
            return json.toString();
        }
        return json instanceof ObjectNode object ? tricks.shown(kind, object).toString() : body;
    }

    private static void say(HttpExchange exchange, Said said) throws IOException {
        byte[] body = said.body().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", said.contentType());
        exchange.sendResponseHeaders(said.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        http.dispatcher().cancelAll();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
        threads.shutdownNow();
    }
}
