package dev.statelab.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.cluster.Cause;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LostGroundTest {

    private static final String NAMESPACE = "/api/v1/namespaces/task-02";
    private static final String NODE = "/api/v1/nodes/lab";
    private static final String READY = "{\"status\":{\"conditions\":[{\"type\":\"MemoryPressure\",\"status\":\"False\"},"
            + "{\"type\":\"Ready\",\"status\":\"%s\"}]}}";

    private final FakeApi api = new FakeApi();
    private final KubeCluster cluster = KubeCluster.open(api.connection());

    @AfterEach
    void close() {
        cluster.close();
        api.close();
    }

    private Optional<String> loss() throws InterruptedException {
        return cluster.loss("task-02", Set.of("lab")).map(Cause::message);
    }

    private void json(String path, int status, String body) {
        api.on(path, status, "application/json", body);
    }

    private static String status(int code, String reason) {
        return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"" + reason
                + "\",\"message\":\"no\",\"code\":" + code + "}";
    }

    @Test
    void nothingIsLostWhereAllIsThere() throws Exception {
        json(NAMESPACE, 200, "{\"metadata\":{\"name\":\"task-02\"}}");
        json(NODE, 200, READY.formatted("True"));

        assertThat(loss()).isEmpty();
    }

    @Test
    void aNamespaceThatWasDeletedIsLost() throws Exception {
        json(NAMESPACE, 404, status(404, "NotFound"));

        assertThat(loss().orElseThrow()).contains("the namespace task-02", "deleted");
    }

    @Test
    void aNamespaceThatEndsIsLost() throws Exception {
        json(NAMESPACE, 200, "{\"metadata\":{\"name\":\"task-02\",\"deletionTimestamp\":\"2026-01-01T00:00:00Z\"}}");

        assertThat(loss().orElseThrow()).contains("the namespace task-02", "being deleted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Unknown", "False"})
    void aNodeThatIsNotReadyIsLost(String ready) throws Exception {
        json(NAMESPACE, 200, "{}");
        json(NODE, 200, READY.formatted(ready));

        assertThat(loss().orElseThrow()).contains("the node lab", "Ready");
    }

    @Test
    void aNodeThatWasRemovedIsLost() throws Exception {
        json(NAMESPACE, 200, "{}");
        json(NODE, 404, status(404, "NotFound"));

        assertThat(loss().orElseThrow()).contains("the node lab", "removed");
    }

    @Test
    void nothingIsKnownToBeLostWhereItMayNotBeRead() throws Exception {
        json(NAMESPACE, 403, status(403, "Forbidden"));
        json(NODE, 403, status(403, "Forbidden"));

        assertThat(loss()).isEmpty();
    }
}
