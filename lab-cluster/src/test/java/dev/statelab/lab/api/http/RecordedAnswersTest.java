package dev.statelab.lab.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.http.TestServer.Answer;
import dev.statelab.lab.api.object.Metadata;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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

    @Test
    void withoutATokenNothingIsTold() {
        Recording recorded = Recording.named("unauthorized-401");

        Answer answer = server.send("GET", recorded.path(), Map.of("Authorization", "Bearer wrong"), "");

        assertThat(answer.body()).isEqualTo(recorded.body());
        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void aScaleOfZeroIsLeftOut() {
        server.replay("create-defaults-201");

        JsonNode patched = server.replay("patch-scale-200").body();
        JsonNode read = server.replay("get-scale-200").body();

        assertThat(patched.path("spec")).isEmpty();
        assertThat(read.path("kind").asText()).isEqualTo("Scale");
        assertThat(read.at("/status/selector"))
                .isEqualTo(Recording.named("get-scale-200").body().at("/status/selector"));
        assertThat(read.at("/metadata/name").asText()).isEqualTo("kv");
    }

    @Test
    void aListIsGivenInPages() throws ApiException {
        for (String name : List.of("kv-0", "kv-1", "kv-2")) {
            server.api().create(ResourceTypes.POD, "task-02", Manifests.pod(name));
        }

        JsonNode first = server.replay("list-limit-1-continue").body();
        String next = first.at("/metadata/continue").asText();
        JsonNode second = server.get("/api/v1/pods?limit=2&continue=" + next).body();

        JsonNode recorded = Recording.named("list-limit-1-continue").body();
        assertThat(fields(first)).isEqualTo(fields(recorded));
        assertThat(fields(first.path("metadata"))).isEqualTo(fields(recorded.path("metadata")));
        assertThat(first.at("/metadata/remainingItemCount").asInt()).isEqualTo(2);
        assertThat(names(first)).containsExactly("kv-0");
        assertThat(names(second)).containsExactly("kv-1", "kv-2");
        assertThat(second.at("/metadata").has("continue")).isFalse();
    }

    @Test
    void aListFromTooLongAgoIsContinuedWithWhatIsThere() throws ApiException {
        for (String name : List.of("kv-0", "kv-1", "kv-2")) {
            server.api().create(ResourceTypes.POD, "task-02", Manifests.pod(name));
        }
        String old = server.get("/api/v1/pods?limit=1").body().at("/metadata/continue").asText();
        for (int i = 0; i <= TestServer.HISTORY; i++) {
            server.api().create(ResourceTypes.POD, "task-02", Manifests.pod("other-" + i));
        }

        JsonNode refused = server.get("/api/v1/pods?continue=" + old).body();
        JsonNode rest = server.get("/api/v1/pods?limit=2&continue=" + refused.at("/metadata/continue").asText()).body();

        assertThat(refused.path("code").asInt()).isEqualTo(410);
        assertThat(refused.path("reason").asText()).isEqualTo("Expired");
        assertThat(refused.path("message").asText()).startsWith("The provided continue parameter is too old");
        assertThat(names(rest)).containsExactly("kv-1", "kv-2");
    }

    @Test
    void aWatchFromTooLongAgoIsToldSo() throws ApiException {
        for (int i = 0; i <= TestServer.HISTORY; i++) {
            server.api().create(ResourceTypes.POD, "rec-errors", Manifests.pod("kv-" + i));
        }

        Answer answer = server.replay("watch-too-old-error-event-410");

        ObjectNode event = answer.body().deepCopy();
        ObjectNode recorded = Recording.named("watch-too-old-error-event-410").body().deepCopy();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(event.at("/object/message").asText()).matches("too old resource version: 1 \\(\\d+\\)");
        event.withObjectProperty("object").remove("message");
        recorded.withObjectProperty("object").remove("message");
        assertThat(event).isEqualTo(recorded);
    }

    @Test
    void podsAreShownAsATable() throws ApiException {
        ObjectNode pod = Manifests.podOnNode("key-value-svc-0");
        server.api().create(ResourceTypes.POD, "task-02", pod);

        JsonNode table = server.send("GET", "/api/v1/namespaces/task-02/pods",
                Map.of("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"), "").body();

        JsonNode recorded = Recording.named("table-pods").body();
        assertThat(columns(table)).isEqualTo(columns(recorded));
        assertThat(table.path("kind")).isEqualTo(recorded.path("kind"));
        assertThat(table.path("apiVersion")).isEqualTo(recorded.path("apiVersion"));
        assertThat(Metadata.strings(table.at("/rows/0/cells"))).containsExactly("key-value-svc-0", "0/1", "Pending",
                "0",
                "0s", "<none>", "lab", "<none>", "<none>");
        assertThat(table.at("/rows/0/object/kind").asText()).isEqualTo("PartialObjectMetadata");
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-v1", "apis-apps-v1"})
    void whatIsServedIsDescribedAsOnARealCluster(String recording) {
        JsonNode served = server.replay(recording).body();

        Map<String, JsonNode> recorded = new HashMap<>();
        Recording.named(recording).body().path("resources").forEach(resource -> {
            ((ObjectNode) resource).remove("storageVersionHash");
            recorded.put(resource.path("name").asText(), resource);
        });
        assertThat(served.path("resources")).isNotEmpty()
                .allSatisfy(resource -> assertThat(resource)
                        .isEqualTo(recorded.get(resource.path("name").asText())));
    }

    @Test
    void groupsAreDescribedAsOnARealCluster() {
        JsonNode served = server.replay("apis").body();

        Map<String, JsonNode> recorded = Recording.named("apis")
                .body()
                .path("groups")
                .valueStream()
                .collect(Collectors.toMap(group -> group.path("name").asText(), group -> group));
        assertThat(served.path("groups")).isNotEmpty().allSatisfy(group -> {
            JsonNode expected = recorded.getOrDefault(group.path("name").asText(), MissingNode.getInstance());
            assertThat(group.path("preferredVersion")).isEqualTo(expected.path("preferredVersion"));
            assertThat(expected.path("versions").valueStream()).containsAll(group.path("versions"));
        });
        assertThat(server.replay("api").body().path("versions"))
                .isEqualTo(Recording.named("api").body().path("versions"));
    }

    private static List<String> fields(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).sorted().toList();
    }

    private static List<String> names(JsonNode list) {
        return list.path("items").valueStream().map(Metadata::name).toList();
    }

    private static List<ObjectNode> columns(JsonNode table) {
        return table.path("columnDefinitions")
                .valueStream()
                .map(column -> ((ObjectNode) column.deepCopy()).without("description"))
                .map(ObjectNode.class::cast)
                .toList();
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
