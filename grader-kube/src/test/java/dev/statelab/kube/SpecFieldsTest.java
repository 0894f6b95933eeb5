package dev.statelab.kube;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.core.cluster.PatchRequest;
import dev.statelab.core.cluster.PatchRequest.Change;
import dev.statelab.core.cluster.Patching;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.kube.FakeApi.Seen;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SpecFieldsTest {

    private static final String SET = "/apis/apps/v1/namespaces/lab/statefulsets/kv";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final FakeApi api = new FakeApi();
    private final KubeCluster cluster = KubeCluster.open(api.connection());

    @AfterEach
    void close() {
        cluster.close();
        api.close();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void onPut(FakeApi.Answers answers) {
        api.on(SET, exchange -> {
            if (exchange.getRequestMethod().equals("GET")) {
                send(exchange, 200,
                        """
                                {"metadata": {"name": "kv", "uid": "u", "resourceVersion": "7"},
                                 "spec": {"replicas": 3, "updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"partition": 0}}},
                                 "status": {"replicas": 3}}""");
            } else {
                answers.answer(exchange);
            }
        });
    }

    private Patching patch(String uid, int partition) throws InterruptedException {
        return cluster.patch(new PatchRequest(ResourceKind.STATEFUL_SET, "lab", "kv", uid, List.of(
                new Change(List.of("spec", "updateStrategy", "rollingUpdate", "partition"), JSON.numberNode(partition),
                        JSON.numberNode(2)),
                new Change(List.of("spec", "template"), JSON.missingNode(), JSON.objectNode().put("x", "y")))));
    }

    @Test
    void writesTheNewValuesWithUidAndResourceVersionAndEverythingElseAsItWas() throws Exception {
        onPut(exchange -> send(exchange, 200, "{}"));

        assertThat(patch("u", 0)).isEqualTo(new Patching.Accepted());
        Seen put = api.seen().getLast();
        assertThat(put.method()).isEqualTo("PUT");
        JsonNode expected = new ObjectMapper().readTree("""
                {"metadata": {"name": "kv", "uid": "u", "resourceVersion": "7"},
                 "spec": {"replicas": 3, "updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"partition": 2}},
                          "template": {"x": "y"}},
                 "status": {"replicas": 3}}""");
        assertThat(new ObjectMapper().readTree(put.body())).isEqualTo(expected);
    }

    @Test
    void leavesValuesThatSomebodyElseHasSet() throws Exception {
        onPut(exchange -> send(exchange, 200, "{}"));

        assertThat(patch("u", 1)).isEqualTo(new Patching.OtherValues());
        assertThat(api.seen()).extracting(Seen::method).containsExactly("GET");
    }

    @Test
    void leavesTheWorkloadThatCameAfterIt() throws Exception {
        onPut(exchange -> send(exchange, 200, "{}"));

        assertThat(patch("another", 0)).isEqualTo(new Patching.NoSuchWorkload());
        assertThat(api.seen()).extracting(Seen::method).containsExactly("GET");
    }

    @Test
    void readsAgainAfterAConflict() throws Exception {
        AtomicInteger puts = new AtomicInteger();
        onPut(exchange -> {
            if (puts.getAndIncrement() == 0) {
                send(exchange, 409, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\","
                        + "\"reason\":\"Conflict\",\"message\":\"the object has been modified\",\"code\":409}");
            } else {
                send(exchange, 200, "{}");
            }
        });

        assertThat(patch("u", 0)).isEqualTo(new Patching.Accepted());
        assertThat(api.seen()).extracting(Seen::method).containsExactly("GET", "PUT", "GET", "PUT");
    }

    @Test
    void whatIsNotValidIsRefusedForGood() throws Exception {
        onPut(exchange -> FakeApi.send(exchange, Recordings.response("patch-forbidden-field-422")));

        assertThat(patch("u", 0)).isInstanceOfSatisfying(Patching.Refused.class,
                refused -> assertThat(refused.why()).contains("Forbidden"));
    }

    @Test
    void aMissingPermissionIsNamed() throws Exception {
        onPut(exchange -> send(exchange, 403, "{\"kind\":\"Status\",\"apiVersion\":\"v1\","
                + "\"status\":\"Failure\",\"reason\":\"Forbidden\",\"message\":\"no\",\"code\":403}"));

        assertThat(patch("u", 0)).isInstanceOfSatisfying(Patching.Unknown.class, unknown -> {
            assertThat(unknown.cause().reason()).isEqualTo(Reason.FORBIDDEN);
            assertThat(unknown.cause().message()).contains("update", "statefulsets");
        });
    }

    @Test
    void whoIsInterruptedHearsWhatBecomesOfAChangeThatIsUnderWay() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        onPut(exchange -> {
            arrived.countDown();
            awaitUninterruptibly(interrupted);
            send(exchange, 200, "{}");
        });
        CompletableFuture<Patching> heard = new CompletableFuture<>();
        CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
        Thread evaluation = Thread.ofVirtual().start(() -> {
            try {
                heard.complete(patch("u", 0));
            } catch (InterruptedException e) {
                heard.completeExceptionally(e);
            }
            stillInterrupted.complete(Thread.interrupted());
        });
        assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();

        evaluation.interrupt();
        interrupted.countDown();

        assertThat(heard.get(30, TimeUnit.SECONDS)).isEqualTo(new Patching.Accepted());
        assertThat(stillInterrupted.get(30, TimeUnit.SECONDS)).isTrue();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
