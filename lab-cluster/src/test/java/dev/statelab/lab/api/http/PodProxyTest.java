package dev.statelab.lab.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.http.TestServer.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodProxyTest {

    private static final String PROXY = "/api/v1/namespaces/task-02/pods/key-value-svc-0:5000/proxy";

    /** What the application saw. */
    private record Seen(String method, String uri, Map<String, List<String>> headers, String body) {}

    private final TestServer server = new TestServer().withNamespace("task-02");
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final HttpServer application = application();

    private HttpServer application() {
        try {
            HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            listening.createContext("/", this::answer);
            listening.start();
            return listening;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        seen.add(
                new Seen(exchange.getRequestMethod(), exchange.getRequestURI().toString(), exchange.getRequestHeaders(),
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        boolean absent = path.endsWith("/absent");
        boolean broken = path.endsWith("/broken");
        String body = absent ? "{\"key\":\"absent\",\"status\":\"not_found\"}" : "recorded value";
        if (path.endsWith("/moved")) {
            exchange.getResponseHeaders().set("Location", "/obj/there");
        }
        if (path.endsWith("/page")) {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            byte[] page = "<a href=\"/obj/k\">\u00e9</a>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", absent ? "application/json" : "text/plain");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(absent ? 404 : broken ? 503 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @BeforeEach
    void runAPod() throws ApiException {
        server.api().create(ResourceTypes.POD, "task-02", Manifests.podOnNode("key-value-svc-0"));
        ObjectNode running = Manifests.podOnNode("key-value-svc-0");
        running.putObject("status").put("phase", "Running").put("podIP", "10.42.0.10");
        server.api().updateStatus(ResourceTypes.POD, "task-02", running);
        server.pods().listening("task-02", "key-value-svc-0", 5000, application.getAddress());
    }

    @AfterEach
    void close() {
        server.close();
        application.stop(0);
    }

    @Test
    void theApplicationsAnswerPassesThrough() {
        Answer answer = server.get(PROXY + "/obj/recorded");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().asText()).isEqualTo("recorded value");
        assertThat(answer.response().headers().firstValue("Content-Type")).contains("text/plain");
    }

    /** Whoever asks can tell what came through the API server from what stands before it. */
    @ParameterizedTest
    @ValueSource(strings = {PROXY + "/obj/recorded", PROXY + "/broken", "/version",
        "/api/v1/namespaces/task-02/pods/none"})
    void eachAnswerIsMarked(String path) {
        assertThat(server.get(path).response().headers().allValues("Audit-Id")).hasSize(1);
    }

    @Test
    void theApplicationsErrorPassesThrough() {
        assertThat(server.get(PROXY + "/obj/absent").body()).isEqualTo(Recording.named("pod-proxy-app-404").body());
        assertThat(server.get(PROXY + "/broken").status()).isEqualTo(503);
        assertThat(server.get(PROXY + "/broken").body().asText()).isEqualTo("recorded value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void allVerbsReachTheApplicationOnce(String method) {
        server.send(method, PROXY + "/obj/k?a=b%20c", Map.of("Content-Type", "text/plain"), "value");

        assertThat(seen).hasSize(1);
        assertThat(seen.getFirst().method()).isEqualTo(method);
        assertThat(seen.getFirst().uri()).isEqualTo("/obj/k?a=b%20c");
        assertThat(seen.getFirst().body()).isEqualTo("value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/obj/..%2f..%2fetc%2fpasswd", "/obj/a%00b", "/obj/%E2%82%AC", "/obj/a+b", "/obj//twice/"})
    void thePathArrivesAsTheClientWroteIt(String path) {
        server.get(PROXY + path);

        assertThat(seen).extracting(Seen::uri).containsExactly(path);
    }

    @Test
    void theTokenStaysWithTheApiServer() {
        server.get(PROXY + "/obj/recorded");

        assertThat(seen.getFirst().headers()).doesNotContainKey("Authorization");
    }

    @Test
    void headersOfTheConnectionStayOnIt() {
        server.send("GET", PROXY + "/obj/recorded", Map.of("X-Other", "2", "TE", "trailers"), "");

        assertThat(seen.getFirst().headers()).containsKey("X-other").doesNotContainKey("Te");
    }

    @Test
    void linksToTheApplicationLeadThroughTheProxy() {
        assertThat(server.get(PROXY + "/moved").response().headers().firstValue("Location"))
                .contains(PROXY + "/obj/there");
        assertThat(server.get(PROXY + "/page").body().asText())
                .isEqualTo("<a href=\"" + PROXY + "/obj/k\">\u00e9</a>");
    }

    @Test
    void noOtherProtocolIsForwarded() {
        assertThat(server.refusedSocket(PROXY + "/socket", "chat")).isEqualTo(501);
        assertThat(seen).isEmpty();
    }

    @Test
    void aStreamNeedsAnUpgradeToAProtocolThatIsSpoken() {
        String exec = "/api/v1/namespaces/task-02/pods/key-value-svc-0/exec?command=ls&stdout=1";

        assertThat(server.replay("pod-exec-without-upgrade-400").body())
                .isEqualTo(Recording.named("pod-exec-without-upgrade-400").body());
        assertThat(server.refusedSocket(exec, "chat")).isEqualTo(400);
        assertThat(server.refusedSocket(exec.replace("&stdout=1", ""), "v5.channel.k8s.io")).isEqualTo(400);
        assertThat(server.refusedSocket(exec.replace("-svc-0", "-svc-7"), "v5.channel.k8s.io")).isEqualTo(404);
        assertThat(server.get(exec + "&container=nosuch").body().path("message").asText())
                .isEqualTo("container nosuch is not valid for pod key-value-svc-0");
    }

    @Test
    void aSchemeThatIsNoneIsRefused() {
        Answer answer = server.get("/api/v1/namespaces/task-02/pods/ftp:key-value-svc-0:5000/proxy/");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("message").asText())
                .isEqualTo("invalid pod request \"ftp:key-value-svc-0:5000\"");
        assertThat(server.get("/api/v1/namespaces/task-02/pods/https:key-value-svc-0:5000/proxy/").status())
                .isEqualTo(503);
    }

    @Test
    void anEmptyPathIsSentToItsSlash() {
        Answer answer = server.get(PROXY);

        assertThat(answer.status()).isEqualTo(301);
        assertThat(answer.response().headers().firstValue("Location")).contains(PROXY + "/");
        assertThat(seen).isEmpty();
    }

    @Test
    void aClosedPortIsSaidAsRecorded() {
        assertThat(server.replay("pod-proxy-port-closed-503").body())
                .isEqualTo(Recording.named("pod-proxy-port-closed-503").body());
    }

    @Test
    void aPodWithoutAnAddressIsNotReached() throws ApiException {
        server.api().create(ResourceTypes.POD, "task-02", Manifests.pod("pending"));

        Answer answer = server.get("/api/v1/namespaces/task-02/pods/pending:5000/proxy/");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("message").asText()).isEqualTo("address not allowed");
    }

    @Test
    void aServiceLeadsToAPodBehindIt() throws ApiException {
        server.api().create(ResourceTypes.SERVICE, "task-02", Manifests.yaml("""
                metadata: {name: kv}
                spec: {ports: [{port: 80, targetPort: 5000}]}
                """));
        String service = "/api/v1/namespaces/task-02/services/kv:80/proxy/obj/k";
        assertThat(server.get(service).body().path("message").asText())
                .isEqualTo("no endpoints available for service \"kv\"");
        server.api().create(ResourceTypes.ENDPOINTS, "task-02", Manifests.yaml("""
                metadata: {name: kv}
                subsets:
                  - addresses: [{ip: 10.42.0.10, targetRef: {kind: Pod, name: key-value-svc-0}}]
                    ports: [{port: 5000}]
                """));

        assertThat(server.get(service).body().asText()).isEqualTo("recorded value");
    }

    @Test
    void aLogIsGiven() {
        server.pods().logging("task-02", "key-value-svc-0", "app", "one\ntwo\n");

        Answer answer = server.replay("pod-log-200");

        assertThat(answer.body().asText()).isEqualTo("one\ntwo\n");
        assertThat(answer.response().headers().firstValue("Content-Type")).contains("text/plain");
    }

    @Test
    void aFollowedLogArrivesAsItIsWritten() throws Exception {
        PipedInputStream log = new PipedInputStream();
        try (PipedOutputStream container = new PipedOutputStream(log)) {
            server.pods().logging("task-02", "key-value-svc-0", "app", log);
            CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> server.send("GET",
                    "/api/v1/namespaces/task-02/pods/key-value-svc-0/log?follow=true", Map.of(), "",
                    BodyHandlers.ofLines()).body().findFirst().orElse(""));

            container.write("started\n".getBytes(StandardCharsets.UTF_8));
            container.flush();

            assertThat(first.join()).isEqualTo("started");
        }
    }

    @Test
    void aContainerThatIsNotThereHasNoLog() {
        Answer answer = server.replay("pod-log-no-such-container-400");

        assertThat(answer.body()).isEqualTo(Recording.named("pod-log-no-such-container-400").body());
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void aContainerThatHasNotStartedHasNoLog() {
        Answer answer = server.get("/api/v1/namespaces/task-02/pods/key-value-svc-0/log");

        assertThat(answer.body().path("message").asText()).isEqualTo(
                "container \"app\" in pod \"key-value-svc-0\" is waiting to start: ContainerCreating");
    }

    @Test
    void aLargeLogPassesThroughWhole() {
        byte[] large = new byte[2_000_000];
        server.pods().logging("task-02", "key-value-svc-0", "app", new ByteArrayInputStream(large));

        byte[] received = server.send("GET", "/api/v1/namespaces/task-02/pods/key-value-svc-0/log", Map.of(), "",
                BodyHandlers.ofByteArray()).body();

        assertThat(received).hasSize(large.length);
    }

    private String logRefusal(String query) {
        server.pods().logging("task-02", "key-value-svc-0", "app", "one\n");
        return server.get("/api/v1/namespaces/task-02/pods/key-value-svc-0/log?" + query).body().path("message")
                .asText();
    }

    @Test
    void aLogIsRefusedForNumbersThatMakeNoSense() {
        assertThat(logRefusal("tailLines=-1")).isEqualTo("PodLogOptions \"key-value-svc-0\" is invalid: tailLines:"
                + " Invalid value: -1: must be greater than or equal to 0");
        assertThat(logRefusal("limitBytes=0")).endsWith("limitBytes: Invalid value: 0: must be greater than 0");
        assertThat(logRefusal("sinceSeconds=0")).endsWith("sinceSeconds: Invalid value: 0: must be greater than 0");
        assertThat(logRefusal("sinceSeconds=1&sinceTime=2026-11-20T19:03:16Z"))
                .endsWith("Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified");
        assertThat(logRefusal("sinceTime=yesterday")).startsWith("expected a time such as");
    }

    @Test
    void aLogEndsAtItsLimit() {
        server.pods().logging("task-02", "key-value-svc-0", "app", "0123456789");

        assertThat(server.get("/api/v1/namespaces/task-02/pods/key-value-svc-0/log?limitBytes=4").body().asText())
                .isEqualTo("0123");
    }
}
