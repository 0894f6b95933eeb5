package dev.statelab.lab.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.http.TestServer.Answer;
import dev.statelab.lab.api.object.Metadata;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestsTest {

    private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";
    private static final Map<String, String> YAML = Map.of("Content-Type", "application/yaml");

    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    private void create(String name, String label) throws ApiException {
        ObjectNode map = Manifests.configMap(name);
        Metadata.of(map).putObject("labels").put("app", label);
        server.api().create(ResourceTypes.CONFIG_MAP, "default", map);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"app=kv | a", "app!=kv | b", "app in (kv,web) | a b", "app notin (web) | a",
        "app | a b", "!app | ''", "app=kv,app!=web | a"})
    void objectsAreSelectedByLabel(String selector, String names) throws ApiException {
        create("a", "kv");
        create("b", "web");

        Answer answer = server.get(CONFIG_MAPS + "?labelSelector=" + encoded(selector));

        assertThat(String.join(" ", names(answer))).isEqualTo(names);
    }

    @Test
    void objectsAreSelectedByField() throws ApiException {
        create("a", "kv");
        create("b", "web");

        assertThat(names(server.get(CONFIG_MAPS + "?fieldSelector=metadata.name%3Db"))).containsExactly("b");
        assertThat(names(server.get(CONFIG_MAPS + "?fieldSelector=metadata.name!%3Db"))).containsExactly("a");
        Answer refused = server.get(CONFIG_MAPS + "?fieldSelector=data.color%3Dblue");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("message").asText()).isEqualTo("field label not supported: data.color");
    }

    @Test
    void aWrongSelectorIsRefused() {
        assertThat(server.get(CONFIG_MAPS + "?labelSelector=" + encoded("app in kv")).status()).isEqualTo(400);
    }

    @Test
    void manifestsMayBeYaml() {
        Answer answer = server.send("POST", CONFIG_MAPS, YAML,
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {color: blue}\n");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().at("/data/color").asText()).isEqualTo("blue");
    }

    @Test
    void unknownFieldsAreWarnedOfAndLeftOut() {
        Answer answer = server.send("POST", CONFIG_MAPS, YAML, "metadata: {name: a}\ncolour: blue\n");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().has("colour")).isFalse();
        assertThat(answer.response().headers().allValues("Warning"))
                .containsExactly("299 - \"unknown field \\\"colour\\\"\"");
    }

    @Test
    void everyStrictProblemIsNamed() {
        Answer answer = server.send("POST", CONFIG_MAPS + "?fieldValidation=Strict", Map.of(),
                "{\"metadata\":{\"name\":\"a\",\"name\":\"b\"},\"colour\":1}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("message").asText()).endsWith(
                "strict decoding error: duplicate field \"metadata.name\", unknown field \"colour\"");
    }

    @Test
    void aDryRunStoresNothing() {
        Answer answer = server.send("POST", CONFIG_MAPS + "?dryRun=All", YAML, "metadata: {name: a}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(server.get(CONFIG_MAPS + "/a").status()).isEqualTo(404);
    }

    @Test
    void aLargeBodyIsRefused() {
        String large = "{\"metadata\":{\"name\":\"a\"},\"data\":{\"k\":\"" + "x".repeat(4_000_000) + "\"}}";

        Answer answer = server.send("POST", CONFIG_MAPS, Map.of(), large);

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body().path("reason").asText()).isEqualTo("RequestEntityTooLarge");
    }

    @ParameterizedTest
    @CsvSource({"/apis/apps/v1/namespaces/default/things", "/api/v1/namespaces/default/pods/a/binding", "/nosuch",
        "/api/v1/things"})
    void whatIsNotServedIsSaidSo(String path) {
        Answer answer = server.get(path);

        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.body().path("kind").asText()).isEqualTo("Status");
        assertThat(answer.body().path("message").asText()).isEqualTo("the lab cluster does not serve GET " + path);
    }

    @Test
    void aBodyThatIsNoJsonIsRefused() {
        Answer answer = server.send("POST", CONFIG_MAPS, Map.of(), "{\"metadata\":");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("message").asText()).startsWith("error decoding request body: ");
    }

    @Test
    void allSelectedObjectsAreDeleted() throws ApiException {
        create("a", "kv");
        create("b", "web");

        Answer answer = server.send("DELETE", CONFIG_MAPS + "?labelSelector=app%3Dkv", Map.of(), "");

        assertThat(names(answer)).containsExactly("a");
        assertThat(names(server.get(CONFIG_MAPS))).containsExactly("b");
    }

    @Test
    void aDeletedStatefulSetIsAnsweredWithSuccess() throws ApiException {
        ObjectNode set = server.api().create(ResourceTypes.STATEFUL_SET, "default", Manifests.statefulSet("kv"));

        JsonNode answer = server.send("DELETE", "/apis/apps/v1/namespaces/default/statefulsets/kv", Map.of(), "")
                .body();

        assertThat(answer.path("status").asText()).isEqualTo("Success");
        assertThat(answer.at("/details/uid").asText()).isEqualTo(Metadata.uid(set));
        assertThat(answer.at("/details/kind").asText()).isEqualTo("statefulsets");
    }

    @Test
    void aPodIsDeletedWithTheGraceOfTheRequest() throws ApiException {
        server.api().create(ResourceTypes.POD, "default", Manifests.podOnNode("kv-0"));

        JsonNode answer = server.send("DELETE", "/api/v1/namespaces/default/pods/kv-0", Map.of(),
                "{\"gracePeriodSeconds\":1}").body();

        assertThat(answer.at("/metadata/deletionGracePeriodSeconds").asInt()).isEqualTo(1);
        assertThat(answer.at("/metadata/deletionTimestamp").asText()).isEqualTo("2026-11-20T19:00:01Z");
    }

    @Test
    void everybodyWithTheTokenMayDoEverything() {
        Answer answer = server.send("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", Map.of(),
                "{\"spec\":{\"resourceAttributes\":{\"verb\":\"delete\",\"resource\":\"pods\"}}}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().at("/status/allowed").asBoolean()).isTrue();
        assertThat(answer.body().at("/spec/resourceAttributes/verb").asText()).isEqualTo("delete");
    }

    @Test
    void kubectlIsToldThatFieldsAreValidatedHere() {
        assertThat(server.get("/openapi/v3").body().at("/paths/apis~1apps~1v1/serverRelativeURL").asText())
                .isEqualTo("/openapi/v3/apis/apps/v1");
        assertThat(server.get("/openapi/v3/apis/apps/v1").body()
                .at("/paths/~1apis~1apps~1v1~1namespaces~1{namespace}~1statefulsets~1{name}/patch/parameters/0/name")
                .asText()).isEqualTo("fieldValidation");
    }

    private static List<String> names(Answer answer) {
        return answer.body().path("items").valueStream().map(Metadata::name).toList();
    }

    private static String encoded(String selector) {
        return URLEncoder.encode(selector, StandardCharsets.UTF_8);
    }
}
