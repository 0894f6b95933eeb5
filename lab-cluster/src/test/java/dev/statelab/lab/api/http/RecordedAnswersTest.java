package dev.statelab.lab.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.http.TestServer.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The requests of {@code recordings/responses}, sent again: the answers are those of the real cluster. */
class RecordedAnswersTest {

    private final TestServer server = new TestServer().withNamespace("rec-errors").withNamespace("task-02");

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"create-bad-name-422", "create-defaults-201", "create-no-selector-422",
        "create-selector-mismatch-422", "create-unknown-field-strict-400", "create-volume-mount-unknown-201",
        "create-wrong-type-400", "get-missing-404", "healthz", "readyz", "version", "service-headless-defaults-201",
        "service-clusterip-defaults-201", "unknown-path-404", "pod-proxy-no-such-pod-404"})
    void answersAsRecorded(String recording) {
        assertSame(recording, server.replay(recording));
    }

    @ParameterizedTest
    @ValueSource(strings = {"create-again-409", "update-conflict-409", "patch-forbidden-field-422",
        "service-change-cluster-ip-422"})
    void answersAsRecordedWhenTheObjectExists(String recording) {
        server.replay("create-defaults-201");
        server.replay("service-headless-defaults-201");

        assertSame(recording, server.replay(recording));
    }

    private static void assertSame(String recording, Answer answer) {
        Recording recorded = Recording.named(recording);
        assertThat(withoutIdentity(answer.body())).isEqualTo(withoutIdentity(recorded.body()));
        assertThat(answer.status()).isEqualTo(recorded.status());
    }

    /** Without what is another in every cluster. */
    static JsonNode withoutIdentity(JsonNode body) {
        if (!(body.deepCopy() instanceof ObjectNode object)) {
            return body;
        }
        if (object.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove(List.of("uid", "resourceVersion", "creationTimestamp", "managedFields"));
        }
        if (object.at("/spec/clusterIP").asText().startsWith("10.43.")) {
            ((ObjectNode) object.path("spec")).remove(List.of("clusterIP", "clusterIPs"));
        }
        return object;
    }
}
