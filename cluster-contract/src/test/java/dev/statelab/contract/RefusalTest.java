package dev.statelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.contract.Request.Answer;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** What the API server refuses, and how it says so: what the grader shows to a student comes from here. */
@OnCluster
class RefusalTest {

    private static String statefulSets(Namespace namespace) {
        return "/apis/apps/v1/namespaces/" + namespace.name() + "/statefulsets";
    }

    private static String pods(Namespace namespace) {
        return "/api/v1/namespaces/" + namespace.name() + "/pods";
    }

    /** A StatefulSet as it is sent, after a change. */
    private static String manifest(Consumer<ObjectNode> change) {
        ObjectNode set = json(KeyValue.statefulSet(0).build());
        change.accept(set);
        return set.toString();
    }

    private static ObjectNode json(StatefulSet set) {
        return new ObjectMapper().convertValue(set, ObjectNode.class);
    }

    private static ObjectNode spec(ObjectNode set) {
        return (ObjectNode) set.path("spec");
    }

    private static List<String> fields(Answer answer) {
        return StreamSupport.stream(answer.body().path("details").path("causes").spliterator(), false)
                .map(cause -> cause.path("field").asText())
                .toList();
    }

    private static Answer created(Namespace namespace, Consumer<ObjectNode> change) {
        return Request.post(statefulSets(namespace) + "?fieldValidation=Strict", manifest(change))
                .sendTo(namespace.cluster());
    }

    @Test
    void a_field_that_does_not_exist(Namespace namespace) {
        Answer answer = created(namespace, set -> spec(set).put("replica", 3));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.reason()).isEqualTo("BadRequest");
        assertThat(answer.message()).contains("strict decoding error: unknown field \"spec.replica\"");
    }

    @Test
    void a_value_of_another_type(Namespace namespace) {
        Answer answer = created(namespace, set -> spec(set).put("replicas", "four"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.reason()).isEqualTo("BadRequest");
        assertThat(answer.message()).contains("cannot unmarshal string", "spec.replicas of type int32");
    }

    @Test
    void a_name_that_dns_would_not_take(Namespace namespace) {
        Answer answer = created(namespace, set -> ((ObjectNode) set.path("metadata")).put("name", "BAD_name"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.reason()).isEqualTo("Invalid");
        assertThat(fields(answer)).contains("metadata.name");
    }

    @Test
    void a_missing_selector(Namespace namespace) {
        Answer answer = created(namespace, set -> spec(set).remove("selector"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(fields(answer)).contains("spec.selector");
    }

    @Test
    void a_selector_that_does_not_match_the_template(Namespace namespace) {
        Answer answer = created(namespace,
                set -> ((ObjectNode) set.at("/spec/template/metadata/labels")).put("app", "other"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(fields(answer)).containsExactly("spec.template.metadata.labels");
        assertThat(answer.message()).contains("`selector` does not match template `labels`");
    }

    @Test
    void a_change_of_what_cannot_be_changed(Namespace namespace) {
        namespace.create(KeyValue.statefulSet(0).build());

        Answer answer = Request.patch(statefulSets(namespace) + "/kv", "application/merge-patch+json",
                "{\"spec\": {\"serviceName\": \"other\"}}").sendTo(namespace.cluster());

        assertThat(answer.status()).isEqualTo(422);
        assertThat(fields(answer)).containsExactly("spec");
        assertThat(answer.message()).contains("updates to statefulset spec for fields other than");
    }

    @Test
    void another_cluster_ip(Namespace namespace) {
        namespace.create(KeyValue.headlessService());

        Answer answer = Request.patch("/api/v1/namespaces/" + namespace.name() + "/services/kv-headless",
                "application/merge-patch+json", "{\"spec\": {\"clusterIP\": \"10.43.7.7\"}}")
                .sendTo(namespace.cluster());

        assertThat(answer.status()).isEqualTo(422);
        assertThat(fields(answer)).contains("spec.clusterIPs[0]");
    }

    @Test
    void a_name_that_is_taken(Namespace namespace) {
        namespace.create(KeyValue.statefulSet(0).build());

        Answer answer = created(namespace, _ -> {});

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.reason()).isEqualTo("AlreadyExists");
        assertThat(answer.message()).isEqualTo("statefulsets.apps \"kv\" already exists");
    }

    @Test
    void an_update_of_what_somebody_else_has_changed(Namespace namespace) {
        ObjectNode set = json(namespace.create(KeyValue.statefulSet(0).build()));
        namespace.statefulSet("kv").scale(0);
        ((ObjectNode) set.path("metadata")).put("resourceVersion", "1");

        Answer answer = Request.put(statefulSets(namespace) + "/kv", set.toString()).sendTo(namespace.cluster());

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.reason()).isEqualTo("Conflict");
    }

    /** So a request that was overtaken on its way changes nothing, though the number is the one that it was made from. */
    @Test
    void a_scale_of_what_has_been_written_since(Namespace namespace) {
        namespace.create(KeyValue.statefulSet(0).build());
        String path = statefulSets(namespace) + "/kv";
        ObjectNode scale = (ObjectNode) Request.get(path + "/scale").sendTo(namespace.cluster()).body();
        scale.putObject("spec").put("replicas", 1);
        for (String label : List.of("\"true\"", "null")) {
            assertThat(Request.patch(path, "application/merge-patch+json",
                    "{\"metadata\": {\"labels\": {\"mark\": " + label + "}}}").sendTo(namespace.cluster()).status())
                    .isEqualTo(200);
        }

        Answer answer = Request.put(path + "/scale", scale.toString()).sendTo(namespace.cluster());

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.reason()).isEqualTo("Conflict");
    }

    @Test
    void a_scale_of_another_one_of_the_name(Namespace namespace) {
        namespace.create(KeyValue.statefulSet(0).build());
        String path = statefulSets(namespace) + "/kv/scale";
        ObjectNode scale = (ObjectNode) Request.get(path).sendTo(namespace.cluster()).body();
        ((ObjectNode) scale.path("metadata")).put("uid", "f3b9a1ce-0000-4000-8000-000000000000")
                .remove("resourceVersion");

        Answer answer = Request.put(path, scale.toString()).sendTo(namespace.cluster());

        assertThat(answer.status()).isEqualTo(409);
    }

    @Test
    void what_is_not_there(Namespace namespace) {
        Answer answer = Request.get(pods(namespace) + "/nobody").sendTo(namespace.cluster());

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.reason()).isEqualTo("NotFound");
        assertThat(answer.body().path("details").path("kind").asText()).isEqualTo("pods");
        assertThat(answer.message()).isEqualTo("pods \"nobody\" not found");
    }

    @Test
    void somebody_who_does_not_say_who_they_are(Namespace namespace) {
        Answer answer = Request.get(pods(namespace)).sendTo(namespace.cluster(),
                namespace.cluster().as("not-a-token"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.reason()).isEqualTo("Unauthorized");
    }

    @Test
    void somebody_who_may_not_list_pods(Namespace namespace) {
        Answer answer = Request.get(pods(namespace)).sendTo(namespace.cluster(), nobody(namespace));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.reason()).isEqualTo("Forbidden");
        assertThat(answer.message()).isEqualTo("pods is forbidden: User \"system:serviceaccount:" + namespace.name()
                + ":nobody\" cannot list resource \"pods\" in API group \"\" in the namespace \"" + namespace.name()
                + "\"");
    }

    @Test
    void somebody_who_may_not_use_the_pod_proxy(Namespace namespace) {
        Answer answer = Request.get(pods(namespace) + "/kv-0:5000/proxy/").sendTo(namespace.cluster(),
                nobody(namespace));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.message()).contains("cannot get resource \"pods/proxy\" in API group \"\"");
    }

    @Test
    void a_volume_mount_without_a_volume_is_refused_with_the_pod(Namespace namespace) {
        namespace.create(KeyValue.withContainer(1,
                KeyValue.container().editFirstVolumeMount().withName("dta").endVolumeMount()));

        var event = namespace.events().untilOne("an event of the StatefulSet",
                seen -> seen.getReason().equals("FailedCreate"));

        assertThat(event.getInvolvedObject().getKind()).isEqualTo("StatefulSet");
        assertThat(event.getMessage()).contains("spec.containers[0].volumeMounts[0].name: Not found: \"dta\"");
    }

    /** A service account that was given no rights. */
    private static OkHttpClient nobody(Namespace namespace) {
        namespace.create(new ServiceAccountBuilder().withNewMetadata().withName("nobody").endMetadata().build());
        JsonNode token = Request.post(
                "/api/v1/namespaces/" + namespace.name() + "/serviceaccounts/nobody/token",
                Serialization.asJson(new TokenRequestBuilder().withNewSpec().withExpirationSeconds(600L).endSpec()
                        .build()))
                .sendTo(namespace.cluster()).body();
        return namespace.cluster().as(token.path("status").path("token").asText());
    }
}
