package dev.statelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference solutions on a lab cluster, from manifest to answer, through the API as any client sees it. */
class LabClusterTest {

    private static final Path SOLUTIONS = Path.of("../reference-solutions");

    /** Not too fast: probes time out by the cluster's clock, while the applications run by this machine's. */
    private static final LabOptions OPTIONS = LabOptions.defaults().withSpeed(2)
            .withProvisioningDelay(Duration.ofMillis(100));
    private static final long PATIENCE_SECONDS = 60;

    /** A cluster with a client, both closed together. */
    private record Lab(LabCluster cluster, KubernetesClient client, OkHttpClient http) implements AutoCloseable {

        static Lab start() {
            return of(LabCluster.start(OPTIONS));
        }

        static Lab of(LabCluster cluster) {
            var client = new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(cluster.kubeconfig())).build();
            return new Lab(cluster, client, Trust.in(cluster.certificateAuthority()).client());
        }

        void apply(String manifests) {
            client.load(new ByteArrayInputStream(manifests.getBytes(StandardCharsets.UTF_8))).items()
                    .forEach(this::apply);
        }

        private void apply(HasMetadata manifest) {
            client.resource(manifest).serverSideApply();
        }

        void awaitReady(String namespace, String set, int replicas) {
            client.apps().statefulSets().inNamespace(namespace).withName(set).waitUntilCondition(
                    found -> readyReplicas(found) == replicas, PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        private static int readyReplicas(StatefulSet set) {
            return set == null || set.getStatus() == null
                    ? 0
                    : Objects.requireNonNullElse(set.getStatus().getReadyReplicas(), 0);
        }

        /** Deletes a pod, and waits for the next one of its name to be ready. */
        void replace(String namespace, String name) {
            var pod = client.pods().inNamespace(namespace).withName(name);
            var before = pod.get();
            pod.delete();
            pod.waitUntilCondition(now -> now != null && !isSame(now, before) && Readiness.isPodReady(now),
                    PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        private static boolean isSame(Pod one, Pod other) {
            return one.getMetadata().getUid().equals(other.getMetadata().getUid());
        }

        Answer get(String pod, String path) throws IOException {
            return call(request(pod, path));
        }

        Answer post(String pod, String path, String body) throws IOException {
            return call(request(pod, path).post(RequestBody.create(body.getBytes(StandardCharsets.UTF_8))));
        }

        /** @param pod as in the proxy's path: {@code namespace/name:port} */
        private Request.Builder request(String pod, String path) {
            var parts = pod.split("/", 2);
            return new Request.Builder().header("Authorization", "Bearer " + cluster.token()).url(
                    cluster.url() + "/api/v1/namespaces/" + parts[0] + "/pods/" + parts[1] + "/proxy" + path);
        }

        private Answer call(Request.Builder request) throws IOException {
            try (var response = http.newCall(request.build()).execute()) {
                return new Answer(response.code(), response.body().string());
            }
        }

        @Override
        public void close() {
            client.close();
            http.dispatcher().executorService().shutdown();
            http.connectionPool().evictAll();
            cluster.close();
        }
    }

    private record Answer(int status, String body) {}

    private static String solution(String name) throws IOException {
        return Files.readString(SOLUTIONS.resolve(name + "-all-in-one.yaml"));
    }

    @Test
    void aValueOutlivesItsPod() throws IOException {
        // given
        try (var lab = Lab.start()) {
            lab.apply(solution("task-02"));
            lab.awaitReady("task-02", "key-value-svc", 4);
            lab.post("task-02/key-value-svc-0:5000", "/obj/color", "blue");

            // when
            lab.replace("task-02", "key-value-svc-0");

            // then
            assertThat(lab.get("task-02/key-value-svc-0:5000", "/obj/color")).isEqualTo(new Answer(200, "blue"));
        }
    }

    @Test
    void aValueIsInNoOtherPod() throws IOException {
        try (var lab = Lab.start()) {
            lab.apply(solution("task-02"));
            lab.awaitReady("task-02", "key-value-svc", 4);

            lab.post("task-02/key-value-svc-0:5000", "/obj/color", "blue");

            assertThat(lab.get("task-02/key-value-svc-1:5000", "/obj/color").status()).isEqualTo(404);
        }
    }

    @Test
    void theCounterOfTheReferenceSolutionCounts() throws IOException {
        try (var lab = Lab.start()) {
            lab.apply(solution("task-05"));
            lab.awaitReady("task-05", "counter-app", 2);

            assertThat(lab.post("task-05/counter-app-1:8080", "/increment", "").status()).isEqualTo(200);
        }
    }

    @Test
    void theCounterCannotWriteAFileOfRoot() throws IOException {
        try (var lab = Lab.start()) {
            lab.apply(solution("task-05").replaceAll("chown .*", "true"));
            lab.awaitReady("task-05", "counter-app", 2);

            assertThat(lab.post("task-05/counter-app-0:8080", "/increment", "").status()).isEqualTo(500);
        }
    }

    /** Without claims, with a mount elsewhere, or with none, the container's own files end with it. */
    @ParameterizedTest
    @ValueSource(strings = {"emptyDir", "elsewhere"})
    void aValueThatIsOnNoClaimIsLostWithItsPod(String fault) throws IOException {
        var solution = solution("task-02");
        try (var lab = Lab.start()) {
            lab.apply(fault.equals("emptyDir")
                    ? solution.replaceAll("(?s)  volumeClaimTemplates:.*", "")
                            .replace("      containers:",
                                    "      volumes: [{name: data, emptyDir: {}}]\n      containers:")
                    : solution.replace("mountPath: /data", "mountPath: /dta"));
            lab.awaitReady("task-02", "key-value-svc", 4);
            assertThat(lab.post("task-02/key-value-svc-0:5000", "/obj/color", "blue").status()).isEqualTo(200);

            lab.replace("task-02", "key-value-svc-0");

            assertThat(lab.get("task-02/key-value-svc-0:5000", "/obj/color").status()).isEqualTo(404);
        }
    }

    @Test
    void aReadOnlyMountRefusesEveryValue() throws IOException {
        try (var lab = Lab.start()) {
            lab.apply(solution("task-02").replace("mountPath: /data", "mountPath: /data\n              readOnly: true")
                    .replaceAll("(?s)          readinessProbe:.*?periodSeconds: 1\n", ""));
            lab.awaitReady("task-02", "key-value-svc", 4);

            var answer = lab.post("task-02/key-value-svc-0:5000", "/obj/color", "blue");

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).contains("Read-only file system");
        }
    }

    @Test
    void aDeletedNamespaceGoesWithAllThatWasInIt() throws IOException {
        try (var lab = Lab.start()) {
            lab.apply(solution("task-05"));
            lab.awaitReady("task-05", "counter-app", 2);

            var volumes = lab.client().persistentVolumes().list().getItems();
            assertThat(volumes).hasSize(2);
            lab.client().namespaces().withName("task-05").delete();
            lab.client().namespaces().withName("task-05").waitUntilCondition(Objects::isNull, PATIENCE_SECONDS,
                    TimeUnit.SECONDS);

            // A volume is reclaimed once its claim is gone, in its own time.
            for (var volume : volumes) {
                lab.client().resource(volume).waitUntilCondition(Objects::isNull, PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            assertThat(lab.client().persistentVolumes().list().getItems()).isEmpty();
        }
    }

    @Test
    void nothingIsLeftOfContainersInAFolderAfterClose(@TempDir Path folder) throws IOException {
        var options = OPTIONS.inFolder(folder);
        try (var lab = Lab.of(LabCluster.start(options))) {
            lab.apply(solution("task-05"));
            lab.awaitReady("task-05", "counter-app", 2);
        }

        assertThat(folder.resolve("containers")).doesNotExist();
        try (var left = Files.walk(folder.resolve("disk"))) {
            assertThat(left.filter(Files::isRegularFile)).allMatch(file -> file.endsWith("counter.txt"));
        }
    }
}
