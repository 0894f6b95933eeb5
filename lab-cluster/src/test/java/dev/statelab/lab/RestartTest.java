package dev.statelab.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WatchEvent;
import dev.statelab.lab.api.object.Metadata;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster in a folder in which one has been before: as a node that was rebooted. */
class RestartTest {

    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: writer, namespace: default}
            spec:
              restartPolicy: %s
              terminationGracePeriodSeconds: 0
              securityContext: {runAsUser: 1000}
              initContainers:
                - name: prepare
                  image: busybox:1.36
                  securityContext: {runAsUser: 0}
                  command:
                    - sh
                    - -c
                    - if [ ! -f /data/journal ]; then touch /data/journal; chown 1000 /data/journal; fi
                  volumeMounts: [{name: data, mountPath: /data}]
              containers:
                - name: app
                  image: busybox:1.36
                  command: ['sh', '-c', 'echo started >> /data/journal; touch /tmp/written; sleep 1000']
                  readinessProbe: {exec: {command: ['test', '-f', '/tmp/written']}, periodSeconds: 1}
                  volumeMounts: [{name: data, mountPath: /data}]
              volumes:
                - name: data
                  persistentVolumeClaim: {claimName: data}
            """;
    private static final String CLAIM = """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: data, namespace: default}
            spec:
              accessModes: [ReadWriteOnce]
              resources: {requests: {storage: 1Mi}}
            """;

    @TempDir
    private Path folder = Path.of("");

    private LabCluster start() {
        return LabCluster.start(LabOptions.defaults().withSpeed(10).withProvisioningDelay(Duration.ofMillis(100))
                .inFolder(folder));
    }

    private static ObjectNode create(LabCluster cluster, ResourceType type, String manifest) throws ApiException {
        return cluster.api().create(type, "default", Manifests.yaml(manifest));
    }

    private static ObjectNode await(Api api, ResourceType type, String name, Predicate<ObjectNode> wanted)
            throws Exception {
        CompletableFuture<ObjectNode> found = new CompletableFuture<>();
        try (Api.Watch _ = api.watch(type, "default", "", event -> {
            if (event.type() != WatchEvent.Type.DELETED && Metadata.name(event.object()).equals(name)
                    && wanted.test(event.object())) {
                found.complete(event.object());
            }
        })) {
            return found.get(60, TimeUnit.SECONDS);
        }
    }

    private static JsonNode status(ObjectNode pod) {
        return pod.at("/status/containerStatuses/0");
    }

    private static boolean isReady(ObjectNode pod) {
        return status(pod).path("ready").asBoolean();
    }

    @Test
    void objects_are_the_same_and_pods_start_again_on_their_volumes() throws Exception {
        ObjectNode before;
        ObjectNode service;
        String token;
        String authority;
        try (LabCluster cluster = start()) {
            create(cluster, ResourceTypes.PERSISTENT_VOLUME_CLAIM, CLAIM);
            create(cluster, ResourceTypes.POD, POD.formatted("Always"));
            service = create(cluster, ResourceTypes.SERVICE, """
                    {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 80}]}}
                    """);
            before = await(cluster.api(), ResourceTypes.POD, "writer", RestartTest::isReady);
            token = cluster.token();
            authority = cluster.certificateAuthority();
        }

        try (LabCluster cluster = start()) {
            ObjectNode after = await(cluster.api(), ResourceTypes.POD, "writer",
                    pod -> isReady(pod) && status(pod).path("restartCount").asInt() == 1);

            assertThat(cluster.token()).isEqualTo(token);
            assertThat(cluster.certificateAuthority()).isEqualTo(authority);
            assertThat(cluster.api().find(ResourceTypes.SERVICE, "default", "web")).contains(service);
            assertThat(Metadata.uid(after)).isEqualTo(Metadata.uid(before));
            assertThat(Metadata.revision(after)).isGreaterThan(Metadata.revision(before));
            JsonNode last = status(after).at("/lastState/terminated");
            assertThat(last.path("exitCode").asInt()).isEqualTo(255);
            assertThat(last.path("reason").asText()).isEqualTo("Unknown");
            assertThat(last.path("containerID").asText()).isEqualTo(status(before).path("containerID").asText());
            assertThat(after.at("/status/initContainerStatuses/0/restartCount").asInt()).isEqualTo(1);
            assertThat(after.at("/status/startTime")).isEqualTo(before.at("/status/startTime"));
            // The second line was written by user 1000, so the file is still that user's.
            assertThat(Files.readString(journal(cluster))).isEqualTo("started\nstarted\n");
        }
    }

    /** What a pod's own service account is answered: 403 when it is known, 401 when it is not. */
    private static int statusFor(LabCluster cluster, String token) throws IOException {
        Request request = new Request.Builder().url(cluster.url() + "/api/v1/namespaces/default/secrets")
                .header("Authorization", "Bearer " + token).build();
        try (Response response = Trust.in(cluster.certificateAuthority()).client().newCall(request).execute()) {
            return response.code();
        }
    }

    @Test
    void a_token_of_before_is_still_known() throws Exception {
        String token;
        try (LabCluster cluster = start()) {
            create(cluster, ResourceTypes.PERSISTENT_VOLUME_CLAIM, CLAIM);
            create(cluster, ResourceTypes.POD, POD.formatted("Always"));
            ObjectNode pod = await(cluster.api(), ResourceTypes.POD, "writer", RestartTest::isReady);
            token = cluster.api().token(pod, List.of(), Duration.ofHours(1));
            assertThat(statusFor(cluster, token)).isEqualTo(403);
        }

        try (LabCluster cluster = start()) {
            assertThat(statusFor(cluster, token)).isEqualTo(403);
            assertThat(statusFor(cluster, token + "x")).isEqualTo(401);
        }
    }

    private Path journal(LabCluster cluster) {
        JsonNode volume = cluster.api().list(ResourceTypes.PERSISTENT_VOLUME, "").items().getFirst();
        return folder.resolve("disk").resolve(volume.at("/spec/hostPath/path").asText().substring(1))
                .resolve("journal");
    }

    @Test
    void a_pod_that_is_never_restarted_has_failed() throws Exception {
        try (LabCluster cluster = start()) {
            create(cluster, ResourceTypes.PERSISTENT_VOLUME_CLAIM, CLAIM);
            create(cluster, ResourceTypes.POD, POD.formatted("Never"));
            await(cluster.api(), ResourceTypes.POD, "writer", RestartTest::isReady);
        }

        try (LabCluster cluster = start()) {
            ObjectNode after = await(cluster.api(), ResourceTypes.POD, "writer",
                    pod -> pod.at("/status/phase").asText().equals("Failed"));

            assertThat(status(after).at("/state/terminated/exitCode").asInt()).isEqualTo(255);
            assertThat(status(after).path("restartCount").asInt()).isZero();
        }
    }

    @Test
    void a_service_of_before_keeps_its_address_to_itself() throws Exception {
        String address;
        try (LabCluster cluster = start()) {
            address = create(cluster, ResourceTypes.SERVICE, """
                    {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 80}]}}
                    """).at("/spec/clusterIP").asText();
        }

        try (LabCluster cluster = start()) {
            assertThat(catchThrowableOfType(ApiException.class,
                    () -> create(cluster, ResourceTypes.SERVICE, """
                            {apiVersion: v1, kind: Service, metadata: {name: other},
                             spec: {clusterIP: %s, ports: [{port: 80}]}}
                            """.formatted(address))))
                    .hasMessageContaining("provided IP is already allocated");
        }
    }

    /** The other process: creates ConfigMaps, and prints the name of each once it was created. */
    static final class Creating {

        private Creating() {}

        public static void main(String... folder) throws ApiException {
            LabCluster cluster = LabCluster.start(LabOptions.defaults().inFolder(Path.of(folder[0])));
            for (int number = 0;; number++) {
                cluster.api().create(ResourceTypes.CONFIG_MAP, "default", Manifests.configMap("c" + number));
                System.out.println("c" + number);
            }
        }
    }

    @Test
    void nothing_that_was_answered_is_lost_when_the_process_is_killed() throws IOException, ApiException {
        Process other = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                Creating.class.getName(), folder.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<String> answered;
        try (BufferedReader out = other.inputReader(UTF_8)) {
            for (int read = 0; read < 500; read++) {
                assertThat(out.readLine()).isEqualTo("c" + read);
            }
            // Unlike the process's own method this leaves its output readable.
            assertThat(other.toHandle().destroyForcibly()).isTrue();
            // A name that was not printed to its end may or may not be there.
            List<String> rest = out.lines().toList();
            answered = rest.subList(0, Math.max(0, rest.size() - 1));
        } finally {
            other.destroyForcibly().onExit().join();
        }

        try (LabCluster cluster = start()) {
            List<String> names = cluster.api().list(ResourceTypes.CONFIG_MAP, "default").items().stream()
                    .map(Metadata::name).toList();
            assertThat(names).contains("c0", "c499").containsAll(answered);
        }
        assertThat(folder.resolve("containers")).doesNotExist();
    }
}
