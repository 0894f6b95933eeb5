package dev.statelab.lab.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.lab.api.http.TestServer.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerSideApplyTest {

    private static final String SETS = "/apis/apps/v1/namespaces/default/statefulsets/kv";
    private static final Map<String, String> APPLY = Map.of("Content-Type", "application/apply-patch+yaml");
    private static final Map<String, String> MERGE = Map.of("Content-Type", "application/merge-patch+json");

    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    private static String manifest(String replicas, String environment) {
        return """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: kv, labels: {app: kv}}
                spec:
                  serviceName: kv
                  %s
                  selector: {matchLabels: {app: kv}}
                  template:
                    metadata: {labels: {app: kv}}
                    spec:
                      containers:
                        - name: app
                          image: kvstore:latest
                          env: %s
                """.formatted(replicas, environment);
    }

    private Answer apply(String manager, String manifest) {
        return server.send("PATCH", SETS + "?fieldManager=" + manager, APPLY, manifest);
    }

    private static List<String> environment(Answer answer) {
        return answer.body()
                .at("/spec/template/spec/containers/0/env")
                .valueStream()
                .map(variable -> variable.path("name").asText())
                .toList();
    }

    @Test
    void whatIsNotThereIsCreated() {
        Answer answer = apply("me", manifest("replicas: 2", "[]"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(answer.body().at("/metadata/managedFields/0/manager").asText()).isEqualTo("me");
        assertThat(answer.body().at("/metadata/managedFields/0/operation").asText()).isEqualTo("Apply");
        assertThat(answer.body().at("/metadata/managedFields/0/fieldsV1/f:spec").has("f:replicas")).isTrue();
        assertThat(answer.body().at("/metadata/managedFields/0/fieldsV1/f:spec").has("f:podManagementPolicy"))
                .isFalse();
    }

    @Test
    void aFieldThatIsNoLongerAppliedGoes() {
        apply("me", manifest("replicas: 2", "[{name: A, value: a}, {name: B, value: b}]"));

        Answer answer = apply("me", manifest("", "[{name: B, value: b}]"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(environment(answer)).containsExactly("B");
        assertThat(answer.body().at("/spec/replicas").asInt()).isEqualTo(1);
    }

    @Test
    void whatOthersAddedStays() {
        apply("me", manifest("replicas: 2", "[{name: A, value: a}]"));
        server.send("PATCH", SETS + "?fieldManager=other", Map.of("Content-Type",
                "application/strategic-merge-patch+json"),
                "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"app\",\"env\":[{\"name\":\"B\"}]}]}}}}");

        Answer answer = apply("me", manifest("replicas: 2", "[]"));

        assertThat(environment(answer)).containsExactly("B");
    }

    @Test
    void aFieldOfAnotherIsAConflict() {
        apply("me", manifest("replicas: 2", "[]"));
        server.send("PATCH", SETS + "?fieldManager=other", MERGE, "{\"spec\":{\"replicas\":5}}");

        Answer refused = apply("me", manifest("replicas: 2", "[]"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("message").asText())
                .isEqualTo("Apply failed with 1 conflict: conflict with \"other\" using apps/v1: .spec.replicas");
        assertThat(refused.body().at("/details/causes/0/field").asText()).isEqualTo(".spec.replicas");
    }

    @Test
    void forceTakesAFieldOver() {
        apply("me", manifest("replicas: 2", "[]"));
        server.send("PATCH", SETS + "?fieldManager=other", MERGE, "{\"spec\":{\"replicas\":5}}");

        Answer forced = server.send("PATCH", SETS + "?fieldManager=me&force=true", APPLY,
                manifest("replicas: 2", "[]"));

        assertThat(forced.body().at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(forced.body().at("/metadata/managedFields").valueStream())
                .extracting(entry -> entry.path("manager").asText())
                .containsExactly("me");
    }

    @Test
    void twoMayOwnTheSameValue() {
        apply("me", manifest("replicas: 2", "[]"));

        Answer answer = apply("other", manifest("replicas: 2", "[]"));
        Answer left = apply("me", manifest("", "[]"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(left.body().at("/spec/replicas").asInt()).isEqualTo(2);
    }

    @Test
    void applyingTheSameAgainKeepsTheResourceVersion() {
        JsonNode first = apply("me", manifest("replicas: 2", "[{name: A, value: a}]")).body();
        JsonNode second = apply("me", manifest("replicas: 2", "[{name: A, value: a}]")).body();

        assertThat(second).isEqualTo(first);
    }
}
