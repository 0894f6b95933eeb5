package dev.statelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.contract.Request.Answer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.Watcher.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** How objects are stored, found, changed and removed. */
@OnCluster
class ObjectTest {

    private static final String MERGE = "application/merge-patch+json";

    private static String configMaps(Namespace namespace) {
        return "/api/v1/namespaces/" + namespace.name() + "/configmaps";
    }

    private static ConfigMapBuilder configMap(String name) {
        return new ConfigMapBuilder().withNewMetadata().withName(name).addToLabels("test", name).endMetadata();
    }

    private static Answer get(Namespace namespace, String path) {
        return Request.get(path).sendTo(namespace.cluster());
    }

    private static List<String> names(Answer list) {
        assertThat(list.status()).isEqualTo(200);
        return StreamSupport.stream(list.body().path("items").spliterator(), false)
                .map(item -> item.path("metadata").path("name").asText())
                .toList();
    }

    @Test
    void a_statefulset_gets_what_it_left_out(Namespace namespace) {
        StatefulSet set = namespace.create(KeyValue.statefulSet(0).editSpec().withReplicas(null).endSpec().build());
        namespace.statefulSet("kv").delete();

        assertThat(set.getSpec().getReplicas()).isEqualTo(1);
        assertThat(set.getSpec().getPodManagementPolicy()).isEqualTo("OrderedReady");
        assertThat(set.getSpec().getRevisionHistoryLimit()).isEqualTo(10);
        assertThat(set.getSpec().getUpdateStrategy().getType()).isEqualTo("RollingUpdate");
        assertThat(set.getSpec().getUpdateStrategy().getRollingUpdate().getPartition()).isZero();
        assertThat(set.getSpec().getPersistentVolumeClaimRetentionPolicy().getWhenDeleted()).isEqualTo("Retain");
        assertThat(set.getSpec().getTemplate().getSpec().getRestartPolicy()).isEqualTo("Always");
        assertThat(set.getSpec().getTemplate().getSpec().getContainers()).singleElement()
                .satisfies(container -> assertThat(container.getReadinessProbe().getFailureThreshold()).isEqualTo(3));
        assertThat(set.getSpec().getVolumeClaimTemplates()).singleElement()
                .satisfies(claim -> assertThat(claim.getSpec().getVolumeMode()).isEqualTo("Filesystem"));
    }

    @Test
    void a_service_gets_what_it_left_out(Namespace namespace) {
        Service service = namespace.create(KeyValue.headlessService());

        assertThat(service.getSpec().getType()).isEqualTo("ClusterIP");
        assertThat(service.getSpec().getSessionAffinity()).isEqualTo("None");
        assertThat(service.getSpec().getPorts()).singleElement().satisfies(port -> {
            assertThat(port.getProtocol()).isEqualTo("TCP");
            assertThat(port.getTargetPort().getIntVal()).isEqualTo(KeyValue.PORT);
        });
    }

    @Test
    void a_new_object_has_an_identity(Namespace namespace) {
        ConfigMap first = namespace.create(configMap("one").build());
        ConfigMap generated = namespace.create(new ConfigMapBuilder().withNewMetadata().withGenerateName("some-")
                .endMetadata().build());

        assertThat(first.getMetadata().getUid()).isNotEqualTo(generated.getMetadata().getUid()).hasSize(36);
        assertThat(first.getMetadata().getCreationTimestamp()).isNotNull();
        assertThat(generated.getMetadata().getName()).matches("some-[a-z0-9]{5}");
        assertThat(generated.getMetadata().getResourceVersion())
                .isNotEqualTo(first.getMetadata().getResourceVersion());
    }

    @Test
    void labels_and_fields_select(Namespace namespace) {
        List.of("one", "two", "three").forEach(name -> namespace.create(configMap(name).build()));
        String path = configMaps(namespace);

        assertThat(names(get(namespace, path + "?labelSelector=test%3Done"))).containsExactly("one");
        assertThat(names(get(namespace, path + "?labelSelector=test%20in%20%28one%2Ctwo%29")))
                .containsExactlyInAnyOrder("one", "two");
        assertThat(names(get(namespace, path + "?labelSelector=test%2Ctest%20notin%20%28one%29")))
                .containsExactlyInAnyOrder("two", "three");
        assertThat(names(get(namespace, path + "?fieldSelector=metadata.name%3Dtwo"))).containsExactly("two");
        assertThat(get(namespace, path + "?fieldSelector=data.x%3Dy").status()).isEqualTo(400);
    }

    @Test
    void a_long_list_comes_in_pages(Namespace namespace) {
        List.of("a", "b", "c").forEach(name -> namespace.create(configMap(name).build()));
        String path = configMaps(namespace) + "?labelSelector=test&limit=2";

        Answer first = get(namespace, path);
        Answer second = get(namespace,
                path + "&continue=" + first.body().path("metadata").path("continue").asText());

        assertThat(names(first)).containsExactly("a", "b");
        assertThat(names(second)).containsExactly("c");
        assertThat(second.body().path("metadata").path("continue").asText()).isEmpty();
    }

    @Test
    void a_watch_goes_on_where_a_list_ended(Namespace namespace) {
        namespace.create(configMap("before").build());
        Journal<ConfigMap> journal = Journal.begin(namespace.cluster().patience(),
                namespace.client().configMaps().inNamespace(namespace.name()).withLabel("test"));

        namespace.create(configMap("after").build());
        Request.patch(configMaps(namespace) + "/after", MERGE, "{\"data\": {\"k\": \"v\"}}")
                .sendTo(namespace.cluster());
        Request.delete(configMaps(namespace) + "/before").sendTo(namespace.cluster());

        try (journal) {
            journal.until("the end of before", _ -> journal.names(Action.DELETED).contains("before"));
        }
        assertThat(journal.entries().stream()
                .map(entry -> entry.action() + " " + entry.object().getMetadata().getName()))
                .containsExactly("ADDED before", "ADDED after", "MODIFIED after", "DELETED before");
    }

    @Test
    void patches_change_what_they_name(Namespace namespace) {
        namespace.create(configMap("one").addToData(Map.of("a", "1", "b", "2")).build());
        String path = configMaps(namespace) + "/one";

        List<Answer> answers = new ArrayList<>();
        answers.add(Request.patch(path, MERGE, "{\"data\": {\"a\": null, \"c\": \"3\"}}")
                .sendTo(namespace.cluster()));
        answers.add(Request.patch(path, "application/json-patch+json",
                "[{\"op\": \"replace\", \"path\": \"/data/b\", \"value\": \"4\"}]").sendTo(namespace.cluster()));
        answers.add(Request.patch(path, "application/strategic-merge-patch+json", "{\"data\": {\"d\": \"5\"}}")
                .sendTo(namespace.cluster()));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers.getLast().body().path("data").toString())
                .isEqualTo("{\"b\":\"4\",\"c\":\"3\",\"d\":\"5\"}");
    }

    @Test
    void what_another_manager_applied_is_taken_only_by_force(Namespace namespace) {
        String path = configMaps(namespace) + "/one?fieldManager=";
        String apply = "application/apply-patch+yaml";
        String object = "{apiVersion: v1, kind: ConfigMap, metadata: {name: one}, data: {k: %s}}";
        assertThat(Request.patch(path + "first", apply, object.formatted("a")).sendTo(namespace.cluster()).status())
                .isEqualTo(201);

        Answer conflict = Request.patch(path + "second", apply, object.formatted("b")).sendTo(namespace.cluster());
        Answer forced = Request.patch(path + "second&force=true", apply, object.formatted("b"))
                .sendTo(namespace.cluster());

        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.message()).contains("conflict with \"first\"", ".data.k");
        assertThat(forced.status()).isEqualTo(200);
        assertThat(forced.body().path("data").path("k").asText()).isEqualTo("b");
    }

    @Test
    void a_dry_run_leaves_everything_as_it_was(Namespace namespace) {
        Answer answer = Request.post(configMaps(namespace) + "?dryRun=All",
                "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"one\"}}")
                .sendTo(namespace.cluster());

        assertThat(answer.status()).isEqualTo(201);
        assertThat(get(namespace, configMaps(namespace) + "/one").status()).isEqualTo(404);
    }

    @Test
    void a_finalizer_holds_back_the_end(Namespace namespace) {
        namespace.create(configMap("one").editMetadata().addToFinalizers("statelab.dev/contract").endMetadata()
                .build());
        String path = configMaps(namespace) + "/one";

        Request.delete(path).sendTo(namespace.cluster());

        JsonNode waiting = get(namespace, path).body();
        Request.patch(path, MERGE, "{\"metadata\": {\"finalizers\": null}}").sendTo(namespace.cluster());
        assertThat(waiting.path("metadata").path("deletionTimestamp").asText()).isNotEmpty();
        assertThat(get(namespace, path).status()).isEqualTo(404);
    }

    @Test
    void what_an_object_owns_goes_with_it(Namespace namespace) {
        ConfigMap owner = namespace.create(configMap("owner").build());
        namespace.create(configMap("owned").editMetadata().withOwnerReferences(new OwnerReferenceBuilder()
                .withApiVersion("v1").withKind("ConfigMap").withName("owner").withUid(owner.getMetadata().getUid())
                .build()).endMetadata().build());
        Journal<ConfigMap> journal = namespace.journal(namespace.client().configMaps());

        namespace.client().resource(owner).delete();

        journal.until("the end of both",
                _ -> journal.names(Action.DELETED).containsAll(List.of("owner", "owned")));
    }

    @Test
    void a_namespace_takes_along_what_is_in_it(Namespace namespace) {
        String other = namespace.name() + "-2";
        namespace.client().namespaces().resource(new NamespaceBuilder().withNewMetadata().withName(other)
                .endMetadata().build()).create();
        namespace.client().resource(configMap("one").build()).inNamespace(other).create();
        Journal<ConfigMap> journal = Journal.begin(namespace.cluster().patience(),
                namespace.client().configMaps().inNamespace(other).withLabel("test"));

        namespace.client().namespaces().withName(other).delete();

        try (journal) {
            journal.until("the end of the ConfigMap", _ -> journal.names(Action.DELETED).contains("one"));
        }
    }

    @Test
    void the_scale_of_a_statefulset_can_be_read_and_set(Namespace namespace) {
        namespace.create(KeyValue.neverReady(1).build());
        String path = "/apis/apps/v1/namespaces/" + namespace.name() + "/statefulsets/kv";

        Answer scaled = Request.patch(path + "/scale", MERGE, "{\"spec\": {\"replicas\": 0}}")
                .sendTo(namespace.cluster());

        assertThat(scaled.body().path("kind").asText()).isEqualTo("Scale");
        assertThat(scaled.body().path("status").path("selector").asText()).isEqualTo("app=kv");
        assertThat(get(namespace, path).body().path("spec").path("replicas").asInt(-1)).isZero();
    }

    /** So that it does not stop what was sent before, and is still on its way. */
    @Test
    void what_is_written_as_it_was_keeps_its_version(Namespace namespace) {
        namespace.create(configMap("one").addToData("key", "value").build());
        JsonNode before = get(namespace, configMaps(namespace) + "/one").body();

        Answer written = Request.put(configMaps(namespace) + "/one", before.toString()).sendTo(namespace.cluster());

        assertThat(written.status()).isEqualTo(200);
        assertThat(written.body().path("metadata").path("resourceVersion"))
                .isEqualTo(before.path("metadata").path("resourceVersion"));
    }

    @Test
    void empty_maps_and_lists_are_left_out(Namespace namespace) {
        Answer created = Request.post(configMaps(namespace), """
                {"apiVersion": "v1", "kind": "ConfigMap", "data": {},
                 "metadata": {"name": "empty", "labels": {}, "annotations": {}, "finalizers": []}}
                """).sendTo(namespace.cluster());

        assertThat(created.body().has("data")).isFalse();
        assertThat(created.body().path("metadata").properties()).extracting(Map.Entry::getKey)
                .doesNotContain("labels", "annotations", "finalizers");
    }

    @Test
    void an_object_with_another_resource_version_is_not_deleted(Namespace namespace) {
        ConfigMap created = namespace.create(configMap("changed").build());
        String path = configMaps(namespace) + "/changed";
        Request.patch(path, MERGE, "{\"data\": {\"a\": \"b\"}}").sendTo(namespace.cluster());

        Answer refused = new Request("DELETE", path, "application/json", """
                {"apiVersion": "v1", "kind": "DeleteOptions", "preconditions": {"resourceVersion": "%s"}}
                """.formatted(created.getMetadata().getResourceVersion())).sendTo(namespace.cluster());

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.message()).contains("The object might have been modified");
        assertThat(get(namespace, path).status()).isEqualTo(200);
    }

    @Test
    void an_unknown_path_is_not_found_or_not_served(Namespace namespace) {
        assertThat(get(namespace, "/apis/nosuch.dev/v1/things").status()).isIn(404, 501);
        assertThat(get(namespace, "/api/v1/namespaces/" + namespace.name() + "/nosuch").status()).isIn(404, 501);
    }
}
