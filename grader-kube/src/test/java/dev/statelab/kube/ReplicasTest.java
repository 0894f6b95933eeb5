package dev.statelab.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.ScaleRequest;
import dev.statelab.core.cluster.Scaling;
import dev.statelab.core.cluster.Scaling.Unknown;
import dev.statelab.kube.FakeApi.Seen;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ReplicasTest {

    private static final String SCALE = "/apis/apps/v1/namespaces/rec-errors/statefulsets/kv/scale";
    /** Of the recording. */
    private static final String UID = "c1732203-31ef-4dc8-a53b-3a1556379b50";

    private final FakeApi api = new FakeApi();
    private final KubeCluster cluster = KubeCluster.open(api.connection());

    @AfterEach
    void close() {
        cluster.close();
        api.close();
    }

    private void onPut(FakeApi.Answers answers) {
        api.on(SCALE, exchange -> {
            if (exchange.getRequestMethod().equals("GET")) {
                FakeApi.send(exchange, Recordings.response("get-scale-200"));
            } else {
                answers.answer(exchange);
            }
        });
    }

    private static void accept(HttpExchange exchange) throws IOException {
        FakeApi.send(exchange, Recordings.response("patch-scale-200"));
    }

    private Scaling scale(String uid, int from, int to) throws InterruptedException {
        return cluster.scale(new ScaleRequest(ResourceKind.STATEFUL_SET, "rec-errors", "kv", uid, from, to));
    }

    @Test
    void writesTheNumberWithUidAndResourceVersion() throws Exception {
        onPut(ReplicasTest::accept);

        assertThat(scale(UID, 0, 2)).isEqualTo(new Scaling.Accepted());
        Seen put = api.seen().getLast();
        assertThat(put.method()).isEqualTo("PUT");
        JsonNode body = new ObjectMapper().readTree(put.body());
        assertThat(body.at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(body.at("/metadata/uid").asText()).isEqualTo(UID);
        assertThat(body.at("/metadata/resourceVersion").asText()).isEqualTo("2197");
    }

    @Test
    void leavesANumberThatSomebodyElseHasSet() throws Exception {
        onPut(ReplicasTest::accept);

        assertThat(scale(UID, 3, 2)).isEqualTo(new Scaling.OtherNumber(0));
        assertThat(api.seen()).extracting(Seen::method).containsExactly("GET");
    }

    @Test
    void leavesTheWorkloadThatCameAfterIt() throws Exception {
        onPut(ReplicasTest::accept);

        assertThat(scale("another", 0, 2)).isEqualTo(new Scaling.NoSuchWorkload());
        assertThat(api.seen()).extracting(Seen::method).containsExactly("GET");
    }

    @Test
    void findsNoSuchWorkload() throws Exception {
        api.on(SCALE, Recordings.response("get-missing-404"));

        assertThat(scale(UID, 0, 2)).isEqualTo(new Scaling.NoSuchWorkload());
    }

    @Test
    void readsAgainWhenAControllerWasQuicker() throws Exception {
        onPut(exchange -> {
            if (api.seen().size() < 4) {
                FakeApi.send(exchange, Recordings.response("update-conflict-409"));
            } else {
                accept(exchange);
            }
        });

        assertThat(scale(UID, 0, 2)).isEqualTo(new Scaling.Accepted());
        assertThat(api.seen()).extracting(Seen::method).containsExactly("GET", "PUT", "GET", "PUT");
    }

    @Test
    void givesUpWhenSomebodyIsQuickerEachTime() throws Exception {
        onPut(exchange -> FakeApi.send(exchange, Recordings.response("update-conflict-409")));

        assertThat(((Unknown) scale(UID, 0, 2)).cause().reason()).isEqualTo(Reason.STILL_CHANGING);
        assertThat(api.seen()).hasSize(10);
    }

    @Test
    void namesThePermissionThatIsMissing() throws Exception {
        onPut(exchange -> FakeApi.send(exchange, Recordings.response("forbidden-list-pods-403")));

        assertThat(((Unknown) scale(UID, 0, 2)).cause().message())
                .contains("update statefulsets/scale (API group apps) in the namespace rec-errors");
    }

    @Test
    void isUnknownWhenTheConnectionBreaks() throws Exception {
        onPut(HttpExchange::close);

        assertThat(((Unknown) scale(UID, 0, 2)).cause().reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(api.seen()).hasSize(2);
    }
}
