package dev.statelab.lab.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.DeleteOptions;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.http.TestServer.Answer;
import dev.statelab.lab.api.object.Metadata;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {

    private static final String PODS = "/api/v1/namespaces/task-02/pods";
    private static final String CLUSTER_ROLES = "/apis/rbac.authorization.k8s.io/v1/clusterroles";
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private final TestServer server = new TestServer().withNamespace("task-02").withNamespace("rec-errors");
    private String token = "";

    @BeforeEach
    void createAccount() throws ApiException {
        create(ResourceTypes.SERVICE_ACCOUNT, "rec-errors", Manifests.serviceAccount("nobody"));
        token = token("rec-errors", "nobody");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private ObjectNode create(ResourceType type, String namespace, ObjectNode object) throws ApiException {
        return server.api().create(type, namespace, object);
    }

    private String token(String namespace, String account) {
        Answer answer = server.send("POST",
                "/api/v1/namespaces/" + namespace + "/serviceaccounts/" + account + "/token", JSON,
                "{\"kind\":\"TokenRequest\",\"apiVersion\":\"authentication.k8s.io/v1\",\"spec\":{}}");
        assertThat(answer.status()).isEqualTo(201);
        return answer.body().at("/status/token").asText();
    }

    private Answer as(String bearer, String method, String path, String body) {
        Map<String, String> headers = new HashMap<>(JSON);
        headers.put("Authorization", bearer.isEmpty() ? "" : "Bearer " + bearer);
        return server.send(method, path, headers, body);
    }

    private void allow(String rule) throws ApiException {
        create(ResourceTypes.CLUSTER_ROLE, "", Manifests.yaml("{metadata: {name: test}, rules: [" + rule + "]}"));
        bind("test");
    }

    private void bind(String role) throws ApiException {
        create(ResourceTypes.ROLE_BINDING, "task-02", Manifests.yaml("""
                metadata: {name: test}
                roleRef: {kind: ClusterRole, name: '%s'}
                subjects: [{kind: ServiceAccount, name: nobody, namespace: rec-errors}]
                """.formatted(role)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"forbidden-list-pods-403", "forbidden-proxy-403"})
    void whatNoRoleAllowsIsRefusedAsRecorded(String recording) {
        Recording recorded = Recording.named(recording);

        Answer answer = as(token, recorded.method(), recorded.path(), "");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo(recorded.body());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{verbs: [list], apiGroups: [''], resources: [pods]} | GET | /pods | 200",
        "{verbs: ['*'], apiGroups: ['*'], resources: ['*']} | GET | /pods | 200",
        "{verbs: [get], apiGroups: [''], resources: [pods]} | GET | /pods | 403",
        "{verbs: [get], apiGroups: [''], resources: [pods], resourceNames: [kv-0]} | GET | /pods/kv-0 | 200",
        "{verbs: [get], apiGroups: [''], resources: [pods], resourceNames: [kv-1]} | GET | /pods/kv-0 | 403",
        "{verbs: [list], apiGroups: [''], resources: [pods], resourceNames: [kv-0]} "
                + "| GET | /pods?fieldSelector=metadata.name%3Dkv-0 | 200",
        "{verbs: [get], apiGroups: [''], resources: [pods]} | GET | /pods/kv-0/log | 403",
        "{verbs: [get], apiGroups: [''], resources: [pods/log]} | GET | /pods/kv-0/log | 200",
        "{verbs: [get], apiGroups: [''], resources: ['*/log']} | GET | /pods/kv-0/log | 200",
        "{verbs: [list], apiGroups: [apps], resources: [pods]} | GET | /pods | 403",
        "{verbs: [delete], apiGroups: [''], resources: [pods]} | DELETE | /pods | 403"})
    void aRoleAllowsWhatItSays(String rule, String method, String path, int status) throws ApiException {
        create(ResourceTypes.POD, "task-02", Manifests.pod("kv-0"));
        allow(rule);

        assertThat(as(token, method, "/api/v1/namespaces/task-02" + path, "").status()).isEqualTo(status);
        assertThat(as(token, "GET", "/api/v1/namespaces/default/pods", "").status()).isEqualTo(403);
    }

    @Test
    void whoShowsNothingLearnsTheVersionAndNoMore() {
        assertThat(as("", "GET", "/version", "").status()).isEqualTo(200);
        assertThat(as("", "GET", PODS, "").body().path("message").asText()).isEqualTo(
                "pods is forbidden: User \"system:anonymous\" cannot list resource \"pods\" in API group \"\" in the "
                        + "namespace \"task-02\"");
        assertThat(as("", "GET", "/apis", "").body().path("message").asText()).isEqualTo(
                "forbidden: User \"system:anonymous\" cannot get path \"/apis\"");
        assertThat(as(token, "GET", "/apis", "").status()).isEqualTo(200);
    }

    @Test
    void aTokenEndsWithItsAccount() throws ApiException {
        server.api().delete(ResourceTypes.SERVICE_ACCOUNT, "rec-errors", "nobody", DeleteOptions.NOW);
        create(ResourceTypes.SERVICE_ACCOUNT, "rec-errors", Manifests.serviceAccount("nobody"));

        assertThat(as(token, "GET", "/version", "").status()).isEqualTo(401);
    }

    @Test
    void aTokenThatSomebodyChangedIsNobodys() {
        String[] parts = token.split("\\.", -1);

        assertThat(as(parts[0] + "." + parts[1] + "x." + parts[2], "GET", "/version", "").status()).isEqualTo(401);
        assertThat(as("a.b", "GET", "/version", "").status()).isEqualTo(401);
    }

    @Test
    void aTokenForSomebodyElseIsNotForTheApiServer() {
        Answer other = server.send("POST", "/api/v1/namespaces/rec-errors/serviceaccounts/nobody/token", JSON,
                "{\"spec\":{\"audiences\":[\"vault\"]}}");

        assertThat(as(other.body().at("/status/token").asText(), "GET", "/version", "").status()).isEqualTo(401);
    }

    @Test
    void aTokenIsNotShorterThanTenMinutes() {
        Answer answer = server.send("POST", "/api/v1/namespaces/rec-errors/serviceaccounts/nobody/token", JSON,
                "{\"spec\":{\"expirationSeconds\":60}}");

        assertThat(answer.body().path("message").asText()).isEqualTo("TokenRequest.authentication.k8s.io \"nobody\" is "
                + "invalid: spec.expirationSeconds: Invalid value: 60: may not specify a duration less than 10 minutes");
    }

    @Test
    void aUserLearnsWhoItIs() {
        JsonNode info = as(token, "POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}").body()
                .at("/status/userInfo");

        assertThat(info.path("username").asText()).isEqualTo("system:serviceaccount:rec-errors:nobody");
        assertThat(Metadata.strings(info.path("groups"))).containsExactly("system:serviceaccounts",
                "system:serviceaccounts:rec-errors", "system:authenticated");
    }

    @Test
    void aTokenIsReviewed() {
        JsonNode known = server.send("POST", "/apis/authentication.k8s.io/v1/tokenreviews", JSON,
                "{\"spec\":{\"token\":\"" + token + "\"}}").body().path("status");
        JsonNode unknown = server.send("POST", "/apis/authentication.k8s.io/v1/tokenreviews", JSON,
                "{\"spec\":{\"token\":\"x\"}}").body().path("status");

        assertThat(known.path("authenticated").asBoolean()).isTrue();
        assertThat(known.at("/user/username").asText()).isEqualTo("system:serviceaccount:rec-errors:nobody");
        assertThat(unknown.has("authenticated")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"list, true", "delete, false"})
    void accessIsReviewedByTheSameRules(String verb, boolean allowed) throws ApiException {
        allow("{verbs: [list], apiGroups: [''], resources: [pods]}");
        String attributes = "\"resourceAttributes\":{\"namespace\":\"task-02\",\"verb\":\"" + verb
                + "\",\"resource\":\"pods\"}";

        JsonNode self = as(token, "POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                "{\"spec\":{" + attributes + "}}").body();
        JsonNode other = server.send("POST", "/apis/authorization.k8s.io/v1/subjectaccessreviews", JSON,
                "{\"spec\":{\"user\":\"system:serviceaccount:rec-errors:nobody\"," + attributes + "}}").body();

        assertThat(self.at("/status/allowed").asBoolean()).isEqualTo(allowed);
        assertThat(other.at("/status/allowed").asBoolean()).isEqualTo(allowed);
    }

    @Test
    void whoMayImpersonateIsAnother() throws ApiException {
        allow("{verbs: [list], apiGroups: [''], resources: [pods]}");
        String wanted = "system:serviceaccount:rec-errors:nobody";

        assertThat(server.send("GET", PODS, Map.of("Impersonate-User", wanted), "").status()).isEqualTo(200);
        assertThat(server.send("DELETE", PODS, Map.of("Impersonate-User", wanted), "").status()).isEqualTo(403);
        assertThat(server.send("GET", PODS, Map.of("Impersonate-User", "somebody"), "").status()).isEqualTo(403);
        Answer refused = server.send("GET", PODS,
                Map.of("Authorization", "Bearer " + token, "Impersonate-User", "root"),
                "");
        assertThat(refused.body().path("message").asText()).isEqualTo("users \"root\" is forbidden: User \"" + wanted
                + "\" cannot impersonate resource \"users\" in API group \"\" at the cluster scope");
    }

    @Test
    void nobodyGivesRightsAwayThatItDoesNotHave() throws ApiException {
        create(ResourceTypes.CLUSTER_ROLE, "", Manifests.yaml("""
                metadata: {name: test}
                rules:
                  - {verbs: [create, patch], apiGroups: [rbac.authorization.k8s.io], resources: ['*']}
                  - {verbs: [get], apiGroups: [''], resources: [pods]}
                """));
        create(ResourceTypes.CLUSTER_ROLE_BINDING, "", Manifests.yaml("""
                metadata: {name: test}
                roleRef: {kind: ClusterRole, name: test}
                subjects: [{kind: ServiceAccount, name: nobody, namespace: rec-errors}]
                """));
        String own = "{\"metadata\":{\"name\":\"own\"},\"rules\":[{\"verbs\":[\"get\"],\"apiGroups\":[\"\"],"
                + "\"resources\":[\"pods\"]}]}";

        Answer more = as(token, "POST", CLUSTER_ROLES, own.replace("[\"get\"]", "[\"get\",\"list\",\"delete\"]"));
        Answer bound = as(token, "POST", "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
                "{\"metadata\":{\"name\":\"root\"},\"roleRef\":{\"kind\":\"ClusterRole\",\"name\":\"cluster-admin\"}}");

        assertThat(as(token, "POST", CLUSTER_ROLES, own).status()).isEqualTo(201);
        assertThat(more.status()).isEqualTo(403);
        assertThat(more.body().path("message").asText()).isEqualTo("clusterroles.rbac.authorization.k8s.io \"own\" is "
                + "forbidden: user \"system:serviceaccount:rec-errors:nobody\" (groups=[\"system:serviceaccounts\" "
                + "\"system:serviceaccounts:rec-errors\" \"system:authenticated\"]) is attempting to grant RBAC "
                + "permissions not currently held:\n{APIGroups:[\"\"], Resources:[\"pods\"], Verbs:[\"list\" "
                + "\"delete\"]}");
        assertThat(bound.status()).isEqualTo(403);
    }

    @Test
    void whoMayPatchMayNotThereforeCreate() throws ApiException {
        allow("{verbs: [patch], apiGroups: [''], resources: [configmaps]}");

        Answer answer = server.send("PATCH", "/api/v1/namespaces/task-02/configmaps/a?fieldManager=t",
                Map.of("Authorization", "Bearer " + token, "Content-Type", "application/apply-patch+yaml"),
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}");

        assertThat(answer.status()).isEqualTo(403);
    }
}
