package dev.statelab.lab.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.statelab.lab.api.DeleteOptions;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.api.ResourceTypes;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the grader's own client does, against the lab cluster. */
class Fabric8ClientTest {

    private static final String TASK = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: task-02}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: kv-headless, namespace: task-02}
            spec: {clusterIP: None, selector: {app: kv}, ports: [{port: 5000}]}
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: kv, namespace: task-02}
            spec:
              serviceName: kv-headless
              replicas: 3
              selector: {matchLabels: {app: kv}}
              template:
                metadata: {labels: {app: kv}}
                spec: {containers: [{name: app, image: 'kvstore:latest'}]}
            """;

    private final TestServer server = new TestServer();
    private final KubernetesClient client = client(server);

    private static KubernetesClient client(TestServer server) {
        Config config = new ConfigBuilder(Config.empty()).withMasterUrl(server.url())
                .withCaCertData(Base64.getEncoder().encodeToString(server.authority().getBytes(StandardCharsets.UTF_8)))
                .withOauthToken(TestServer.TOKEN)
                .withRequestRetryBackoffLimit(0)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private List<HasMetadata> apply() {
        return client.load(new ByteArrayInputStream(TASK.getBytes(StandardCharsets.UTF_8)))
                .items()
                .stream()
                .map(item -> client.resource(item).fieldManager("grader").serverSideApply())
                .toList();
    }

    @Test
    void manifestsAreAppliedAndListed() {
        apply();

        assertThat(client.apps().statefulSets().inNamespace("task-02").list().getItems()).singleElement()
                .satisfies(set -> {
                    assertThat(set.getSpec().getReplicas()).isEqualTo(3);
                    assertThat(set.getSpec().getPodManagementPolicy()).isEqualTo("OrderedReady");
                });
        assertThat(client.services().inNamespace("task-02").withName("kv-headless").get().getSpec().getClusterIPs())
                .containsExactly("None");
    }

    @Test
    void applyingAgainChangesNothing() {
        List<HasMetadata> first = apply();
        List<HasMetadata> second = apply();

        assertThat(second).extracting(item -> item.getMetadata().getResourceVersion())
                .isEqualTo(first.stream().map(item -> item.getMetadata().getResourceVersion()).toList());
    }

    @Test
    void objectsAreCreatedEditedAndDeleted() {
        ConfigMap created = client.configMaps().inNamespace("default").resource(colour("blue")).create();
        client.configMaps().inNamespace("default").withName("a").edit(map -> new ConfigMapBuilder(map)
                .addToData("size", "large").build());

        assertThat(created.getMetadata().getUid()).isNotEmpty();
        assertThat(client.configMaps().inNamespace("default").withName("a").get().getData())
                .containsEntry("size", "large")
                .containsEntry("color", "blue");
        assertThat(client.configMaps().inNamespace("default").withName("a").delete()).isNotEmpty();
        assertThat(client.configMaps().inNamespace("default").withName("a").get()).isNull();
    }

    @Test
    void anUpdateReplaces() {
        client.configMaps().inNamespace("default").resource(colour("blue")).create();

        ConfigMap updated = client.configMaps().inNamespace("default").resource(colour("red")).update();

        assertThat(updated.getData()).containsEntry("color", "red");
    }

    @Test
    void allPatchesAreUnderstood() {
        apply();
        var set = client.apps().statefulSets().inNamespace("task-02").withName("kv");

        set.patch(PatchContext.of(PatchType.STRATEGIC_MERGE),
                "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"app\",\"image\":\"kvstore:2\"}]}}}}");
        set.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}");
        StatefulSet patched = set.patch(PatchContext.of(PatchType.JSON),
                "[{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":1}]");

        assertThat(patched.getSpec().getTemplate().getSpec().getContainers()).singleElement()
                .satisfies(container -> assertThat(container.getImage()).isEqualTo("kvstore:2"));
        assertThat(patched.getMetadata().getLabels()).isEqualTo(Map.of("a", "b"));
        assertThat(patched.getSpec().getReplicas()).isEqualTo(1);
        assertThat(patched.getMetadata().getGeneration()).isEqualTo(3);
    }

    @Test
    void aSetIsScaled() {
        apply();

        client.apps().statefulSets().inNamespace("task-02").withName("kv").scale(5);

        assertThat(client.apps().statefulSets().inNamespace("task-02").withName("kv").get().getSpec().getReplicas())
                .isEqualTo(5);
    }

    @Test
    void aWatchTellsOfChanges() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        String now = client.configMaps().inNamespace("default").list().getMetadata().getResourceVersion();
        try (Watch _ = client.configMaps().inNamespace("default").withResourceVersion(now).watch(new Watcher<>() {
            @Override
            public void eventReceived(Action action, ConfigMap map) {
                seen.add(action + " " + map.getMetadata().getName());
            }

            @Override
            public void onClose(WatcherException cause) {
                seen.add("closed: " + cause.getMessage());
            }
        })) {
            server.api().create(ResourceTypes.CONFIG_MAP, "default", Manifests.configMap("a"));
            server.api().delete(ResourceTypes.CONFIG_MAP, "default", "a", DeleteOptions.DEFAULT);

            assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo("ADDED a");
            assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo("DELETED a");
        }
    }

    @Test
    void anInformerKeepsUp() throws Exception {
        apply();
        try (SharedIndexInformer<Service> informer = client.services().inAnyNamespace().inform()) {
            assertThat(informer.getStore().listKeys()).containsExactlyInAnyOrder("default/kubernetes",
                    "task-02/kv-headless");
        }
    }

    @Test
    void aRefusalNamesItsFields() {
        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(() -> client.configMaps().inNamespace("default").resource(new ConfigMapBuilder()
                        .withNewMetadata().withName("BAD_name").endMetadata().build()).create())
                .satisfies(refused -> {
                    assertThat(refused.getCode()).isEqualTo(422);
                    assertThat(refused.getStatus().getDetails().getCauses()).singleElement()
                            .satisfies(cause -> assertThat(cause.getField()).isEqualTo("metadata.name"));
                });
    }

    private static ConfigMap colour(String colour) {
        return new ConfigMapBuilder().withNewMetadata().withName("a").endMetadata().addToData("color", colour).build();
    }
}
