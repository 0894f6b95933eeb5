package dev.statelab.hostile.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.statelab.hostile.table.Fault;
import dev.statelab.hostile.table.Ledger;
import dev.statelab.lab.LabCluster;
import dev.statelab.lab.LabOptions;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.DeleteOptions;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.tls.Certificates;
import okhttp3.tls.HandshakeCertificates;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The cluster itself changes under an evaluation. */
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class ClusterFaultsTest {

    private static final int STEP = Integer.getInteger("statelab.faults.step", 9);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String SOLUTION = "../reference-solutions/task-02";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Path folder;
    private final Ground ground;

    ClusterFaultsTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.ground = Ground.of("task-02", folder, "--apply", SOLUTION);
    }

    @AfterAll
    void stop() throws IOException {
        ground.close();
    }

    private void check(Graded graded, Ledger ledger) {
        new Soundness(ground.undisturbed(), ledger).check(graded, ground.api().sent(), LONGEST);
    }

    @Test
    @Fault("The server restarts while a pod is being deleted")
    void restarts_during_a_deletion(Ledger ledger) throws Exception {
        LabCluster lab = ground.lab();
        for (Duration outage : List.of(Duration.ofMillis(300), Duration.ofSeconds(2))) {
            AtomicBoolean once = new AtomicBoolean();
            try (Api.Watch _ = lab.api().watch(ResourceTypes.POD, "task-02",
                    lab.api().list(ResourceTypes.POD, "task-02").resourceVersion(), event -> {
                        if (event.object().path("metadata").has("deletionTimestamp")
                                && once.compareAndSet(false, true)) {
                            down(outage);
                        }
                    })) {
                Graded graded = ground.grade(Plan.NONE);
                assertThat(once).isTrue();
                check(graded, ledger);
            }
            ground.awaitSame();
        }
    }

    private void down(Duration outage) {
        try {
            ground.api().goDown(outage);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    @Fault("The role binding is deleted under the evaluation")
    void permissions_end(Ledger ledger) throws Exception {
        Path kubeconfig = graderOfPermissionsDocument();
        for (int moment : ledger.moments(4, STEP, ground.requests())) {
            ObjectNode binding = find(ResourceTypes.ROLE_BINDING, "grader").deepCopy();
            Graded graded = ground.gradeAs(kubeconfig, Plan.meanwhile(moment, () -> delete(ResourceTypes.ROLE_BINDING,
                    "task-02", "grader")));
            ((ObjectNode) binding.path("metadata")).remove(List.of("uid", "resourceVersion", "creationTimestamp"));
            ObjectNode _ = ground.lab().api().create(ResourceTypes.ROLE_BINDING, "task-02", binding);
            check(graded, ledger);
            ground.awaitSame();
        }
    }

    /** A kubeconfig of the service account of docs/permissions.md, through the proxy. */
    private Path graderOfPermissionsDocument() throws Exception {
        Matcher block = Pattern.compile("## task-02\n+```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/permissions.md")));
        assertThat(block.find()).isTrue();
        for (String manifest : block.group(1).split("\n---\n", -1)) {
            ObjectNode object = (ObjectNode) YAML.readTree(manifest);
            ResourceType type = ground.lab().api()
                    .type(object.path("apiVersion").asText(), object.path("kind").asText())
                    .orElseThrow();
            ObjectNode _ = ground.lab().api().create(type, "task-02", object);
        }
        HandshakeCertificates trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(Certificates.decodeCertificatePem(ground.lab().certificateAuthority())).build();
        OkHttpClient http = new OkHttpClient.Builder().sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
                .build();
        try (Response response = http.newCall(new Request.Builder()
                .url(ground.lab().url() + "/api/v1/namespaces/task-02/serviceaccounts/grader/token")
                .header("Authorization", "Bearer " + ground.lab().token())
                .header("Content-Type", "application/json")
                .post(RequestBody.create("""
                        {"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{}}""".getBytes(UTF_8)))
                .build()).execute()) {
            String token = JSON.readTree(response.body().string()).path("status").path("token").asText();
            http.connectionPool().evictAll();
            http.dispatcher().executorService().shutdown();
            return Files.writeString(folder.resolve("grader"),
                    ground.api().kubeconfig().replace("token: " + ground.lab().token(), "token: " + token));
        }
    }

    private ObjectNode find(ResourceType type, String name) {
        return ground.lab().api().find(type, "task-02", name).orElseThrow();
    }

    private void delete(ResourceType type, String namespace, String name) {
        try {
            ObjectNode _ = ground.lab().api().delete(type, namespace, name, DeleteOptions.DEFAULT);
        } catch (ApiException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The work is gone: what is judged after that is judged by nothing that the student did. */
    @Test
    @Fault("The namespace is deleted under the evaluation")
    void the_namespace_ends(Ledger ledger) throws Exception {
        for (int moment : ledger.moments(5, STEP, ground.requests())) {
            Path place = Files.createDirectory(folder.resolve("namespace-" + moment));
            try (Ground doomed = Ground.of("task-02", place, "--apply", SOLUTION)) {
                Graded graded = doomed.grade(Plan.meanwhile(moment, () -> {
                    try {
                        ObjectNode _ = doomed.lab().api().delete(ResourceTypes.NAMESPACE, "", "task-02",
                                DeleteOptions.DEFAULT);
                    } catch (ApiException impossible) {
                        throw new IllegalStateException(impossible);
                    }
                }));
                if (!isThatNoneWasThere(graded)) {
                    new Soundness(doomed.undisturbed(), ledger).check(graded, before(moment, doomed), LONGEST);
                }
            }
        }
    }

    /** Before it was looked for, it is as if there had never been one: wrong usage, and nothing is graded. */
    private static boolean isThatNoneWasThere(Graded graded) {
        return graded.exitCode() == 2 && graded.evaluation().isMissingNode()
                && graded.err().contains("the cluster has none of that name");
    }

    /** What comes after that meets pods that no longer listen: nothing of it is delivered, so that it may be sent again. */
    private static List<Sent> before(int moment, Ground doomed) {
        return doomed.api().sent().stream().filter(sent -> sent.number() < moment).toList();
    }

    /** Pods, claims and endpoints come while the watches that tell of them are cut. */
    @Test
    @Fault("The server restarts while the work starts")
    void restarts_while_the_work_starts(Ledger ledger) throws Exception {
        for (int moment : ledger.moments(6, STEP, 24)) {
            Path place = Files.createDirectory(folder.resolve("fresh-" + moment));
            try (LabCluster lab = LabCluster.start(LabOptions.defaults().withSpeed(10));
                    FaultyApi api = FaultyApi.before(lab)) {
                Path kubeconfig = Files.writeString(place.resolve("kubeconfig"), api.kubeconfig());
                api.follow(Plan.at(moment, new Mishap.Down(Duration.ofMillis(700))));
                Graded graded = Graded.by("evaluate", "task-02", "--kubeconfig", kubeconfig.toString(), "--apply",
                        SOLUTION, "--format", "json");
                new Soundness(ground.undisturbed(), ledger).check(graded, api.sent(), LONGEST);
            }
        }
    }

    @Test
    @Tag("long")
    @Fault("The node goes away under the evaluation")
    void the_node_goes_away(Ledger ledger) throws Exception {
        for (int moment : ledger.moments(8, STEP, ground.requests())) {
            Path place = Files.createDirectory(folder.resolve("node-" + moment));
            try (Ground doomed = Ground.of("task-02", place, "--apply", SOLUTION)) {
                AtomicBoolean gone = new AtomicBoolean();
                Graded graded = doomed.grade(sent -> {
                    if (sent.number() == moment) {
                        NodeLoss.of(doomed.lab(), "task-02");
                        gone.set(true);
                    }
                    return gone.get() && sent.isToApplication()
                            ? Mishap.Answered.status(503, "ServiceUnavailable",
                                    "error trying to reach service: dial tcp"
                                            + " 10.42.0.10:5000: connect: no route to host")
                            : new Mishap.Passed();
                });
                new Soundness(doomed.undisturbed(), ledger).check(graded, before(moment, doomed),
                        Duration.ofSeconds(90));
            }
        }
    }
}
