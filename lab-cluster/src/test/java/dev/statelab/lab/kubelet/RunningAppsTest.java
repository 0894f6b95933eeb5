package dev.statelab.lab.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.api.PodAccess.Dialled;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pods with the reference application in them, its real port and its real files. */
final class RunningAppsTest {

    private static final double FASTER = 10;
    private static final String CLAIM = """
            {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: test},
             spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Mi}}}}""";
    private static final String STORE = """
            {apiVersion: v1, kind: Pod, metadata: {name: store, namespace: test}, spec: {
             volumes: [{name: data, persistentVolumeClaim: {claimName: data}}],
             containers: [{name: app, image: 'kvstore:latest', imagePullPolicy: Never,
              ports: [{name: http, containerPort: 5000}],
              env: [{name: POD_NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}],
              readinessProbe: {httpGet: {path: /health, port: http}, periodSeconds: 1},
              volumeMounts: [{name: data, mountPath: /data}]}]}}""";

    @TempDir
    private Path folder;

    private final OkHttpClient http = new OkHttpClient();
    private LabNode lab;

    @BeforeEach
    void start() {
        lab = LabNode.withImages(FASTER, folder);
        lab.namespace("test");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    private static boolean isReady(ObjectNode pod) {
        return condition(pod, "Ready").path("status").asText().equals("True");
    }

    private static JsonNode condition(ObjectNode pod, String type) {
        return pod.path("status").path("conditions").valueStream()
                .filter(condition -> condition.path("type").asText().equals(type)).findFirst()
                .orElse(pod.path("nosuch"));
    }

    private ObjectNode createReady(String manifest) {
        var ready = lab.await(lab.create(Manifests.yaml(manifest)), RunningAppsTest::isReady);
        assertThat(condition(ready, "Ready").path("status").asText()).as(ready.path("status").toString())
                .isEqualTo("True");
        return ready;
    }

    private InetSocketAddress port(int number) {
        return switch (lab.kubelet.podAccess().dial("test", "store", number)) {
            case Dialled.To(var address) -> address;
            case Dialled.Refused() -> throw new AssertionError("refused");
        };
    }

    private String request(String path, Optional<String> posted) throws IOException {
        var address = port(5000);
        var request = new Request.Builder().url("http://127.0.0.1:" + address.getPort() + path);
        posted.ifPresent(body -> request.post(RequestBody.create(body.getBytes(StandardCharsets.UTF_8))));
        try (var response = http.newCall(request.build()).execute()) {
            return response.body().string();
        }
    }

    @Test
    void aPodBecomesReadyAndAnswersUnderItsName() throws IOException {
        lab.create(Manifests.yaml(CLAIM));

        createReady(STORE);

        assertThat(request("/obj/k", Optional.of("v"))).contains("\"pod\":\"store\"");
        assertThat(request("/obj/k", Optional.empty())).isEqualTo("v");
        assertThat(lab.kubelet.podAccess().dial("test", "store", 5001)).isEqualTo(new Dialled.Refused());
    }

    @Test
    void aClaimsFilesOutliveThePod() throws IOException {
        lab.create(Manifests.yaml(CLAIM));
        var first = createReady(STORE);
        assertThat(request("/obj/kept", Optional.of("for ever"))).contains("success");

        lab.delete(first);
        lab.awaitGone(first);
        createReady(STORE);

        assertThat(request("/obj/kept", Optional.empty())).isEqualTo("for ever");
    }

    @Test
    void anEmptyDirGoesWithItsPod() throws IOException {
        var forgetful = STORE.replace("persistentVolumeClaim: {claimName: data}", "emptyDir: {}");
        var first = createReady(forgetful);
        assertThat(request("/obj/lost", Optional.of("soon"))).contains("success");

        lab.delete(first);
        lab.awaitGone(first);
        createReady(forgetful);

        assertThat(request("/obj/lost", Optional.empty())).doesNotContain("soon");
    }

    @Test
    void aDeletedPodsPortIsClosed() {
        lab.create(Manifests.yaml(CLAIM));
        var pod = createReady(STORE);

        lab.delete(pod);
        lab.awaitGone(pod);

        assertThat(lab.kubelet.podAccess().dial("test", "store", 5000)).isEqualTo(new Dialled.Refused());
        assertThat(lab.kubelet.podAccess().logged("test", "store", "app", false)).isEmpty();
    }
}
