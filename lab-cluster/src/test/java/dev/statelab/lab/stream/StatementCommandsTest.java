package dev.statelab.lab.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.lab.kubectl.Kubectl;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The command lines of the students' statements, as they are written there, on the reference solutions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementCommandsTest {

    private static final Path SOLUTIONS = Path.of("../reference-solutions");

    private final RunningPods pods = RunningPods.start();

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    void deploy() throws IOException {
        for (String task : new String[]{"task-02", "task-05"}) {
            String manifests = Files.readString(SOLUTIONS.resolve(task + "-all-in-one.yaml"));
            for (var object : pods.client().load(new ByteArrayInputStream(manifests.getBytes(StandardCharsets.UTF_8)))
                    .items()) {
                pods.client().resource(object).serverSideApply();
            }
            for (StatefulSet set : pods.client().apps().statefulSets().inNamespace(task).list().getItems()) {
                pods.client().resource(set).waitUntilCondition(now -> now.getStatus() != null
                        && set.getSpec().getReplicas().equals(now.getStatus().getReadyReplicas()), 60,
                        TimeUnit.SECONDS);
            }
        }
    }

    @AfterAll
    void stop() {
        pods.close();
    }

    private Kubectl kubectl() {
        return pods.kubectl(folder);
    }

    @Test
    void task_02_stores_and_finds_names() {
        assertThat(kubectl().run("exec", "-n", "task-02", "key-value-svc-0", "--", "curl", "-s", "-X", "POST",
                "http://localhost:5000/obj/greeting", "-d", "Hello").success()).contains("success");
        assertThat(kubectl().line("exec -n task-02 key-value-svc-0 -- curl -s http://localhost:5000/obj/greeting")
                .success()).isEqualTo("Hello");
        assertThat(kubectl().line("exec -n task-02 key-value-svc-1 -- nslookup"
                + " key-value-svc-0.key-value-headless.task-02.svc.cluster.local").success())
                .contains("Name:\tkey-value-svc-0.key-value-headless.task-02.svc.cluster.local\nAddress: 10.42.");
        assertThat(kubectl().line("run -it --rm test --image=busybox --restart=Never -n task-02 -- nslookup"
                + " key-value-svc-0.key-value-headless.task-02.svc.cluster.local").success())
                .contains("Address: 10.42.");
    }

    @Test
    void task_05_counts_for_each_pod() {
        Kubectl kubectl = kubectl();
        assertThat(kubectl.line("logs -n task-05 counter-app-0 -c init-counter").exitCode()).isZero();
        assertThat(kubectl.line("exec -n task-05 counter-app-0 -- curl -s -X POST http://localhost:8080/increment")
                .success()).contains("\"count\":1");
        assertThat(kubectl.line("exec -n task-05 counter-app-0 -- curl -s http://localhost:8080/count").success())
                .contains("\"count\":1");
        assertThat(kubectl.line("exec -n task-05 counter-app-1 -- curl -s http://localhost:8080/count").success())
                .contains("\"count\":0");
        assertThat(kubectl.line("run -n task-05 test-dns --image=busybox:latest --rm -i --restart=Never -- nslookup"
                + " counter-app-0.counter-service.task-05.svc.cluster.local").success()).contains("Address: 10.42.");
        assertThat(kubectl.line("run -n task-05 test-http --image=curlimages/curl:latest --rm -i --restart=Never --"
                + " curl -s http://counter-app-0.counter-service.task-05.svc.cluster.local:8080/health").success())
                .contains("pod \"test-http\" deleted").contains("{");
        assertThat(kubectl.run("exec", "-n", "task-05", "counter-app-1", "-c", "counter", "--", "sh", "-c",
                "wget -qO- --post-data='' http://counter-app-1.counter-service:8080/increment").success())
                .contains("\"count\":1");
    }

    @Test
    void the_image_of_curl_needs_no_command() {
        String url = "http://counter-app-0.counter-service.task-05:8080/health";

        assertThat(kubectl().line("run curl --image=curlimages/curl --rm -i --restart=Never -- -s " + url).success())
                .contains("pod_name");
    }

    @Test
    void names_resolve_as_far_as_the_pod_searches() {
        Kubectl kubectl = kubectl();

        assertThat(kubectl.line("exec -n task-02 key-value-svc-1 -- nslookup key-value-svc-3.key-value-headless")
                .success()).contains("Name:\tkey-value-svc-3.key-value-headless.task-02.svc.cluster.local");
        assertThat(kubectl.line("exec -n task-02 key-value-svc-1 -- nslookup counter-service").exitCode())
                .isEqualTo(1);
        assertThat(kubectl.line("exec -n task-02 key-value-svc-1 -- getent hosts counter-app-1.counter-service.task-05")
                .success()).contains("counter-app-1.counter-service.task-05.svc.cluster.local");
        assertThat(kubectl.line("exec -n task-02 key-value-svc-1 -- cat /etc/resolv.conf").success()).isEqualTo("""
                search task-02.svc.cluster.local svc.cluster.local cluster.local
                nameserver 10.43.0.10
                options ndots:5
                """);
        assertThat(kubectl.line("exec -n task-02 key-value-svc-1 -- cat /etc/hosts /etc/hostname").success())
                .contains("\tkey-value-svc-1.key-value-headless.task-02.svc.cluster.local\tkey-value-svc-1\n")
                .endsWith("\nkey-value-svc-1\n");
    }
}
