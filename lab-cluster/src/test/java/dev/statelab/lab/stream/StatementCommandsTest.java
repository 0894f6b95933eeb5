package dev.statelab.lab.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.lab.kubectl.Kubectl;
import dev.statelab.lab.kubectl.Kubectl.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The command lines of the statements of tasks 02 and 05, as they are written there, typed into a shell. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementCommandsTest {

    private static final Path SOLUTIONS = Path.of("../reference-solutions");
    private static final String VOLUME = "pvc-[0-9a-f-]{36}";

    private final RunningPods pods = RunningPods.start();

    private Kubectl kubectl;

    @BeforeAll
    void start(@TempDir Path folder) {
        kubectl = pods.kubectl(folder);
    }

    @AfterAll
    void stop() {
        pods.close();
    }

    /** What a line that succeeds prints. */
    private String typed(String line) {
        return kubectl.typed(line).success();
    }

    private void solution(String file, String name) {
        try {
            kubectl.file(name, Files.readString(SOLUTIONS.resolve(file)));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    void task_02() {
        solution("task-02/service.yaml", "service.yaml");
        solution("task-02/statefulset.yaml", "statefulset.yaml");
        assertThat(typed("kubectl create namespace task-02")).isEqualTo("namespace/task-02 created\n");
        typed("kubectl apply -f service.yaml");
        typed("kubectl apply -f statefulset.yaml");
        try (Kubectl.Running watch = kubectl.start("get", "pods", "-n", "task-02", "-w")) {
            awaitReady(watch, "key-value-svc-3");
        }

        assertThat(typed("kubectl get statefulset -n task-02")).containsPattern("key-value-svc +4/4 ");
        assertThat(typed("kubectl get pods -n task-02").lines().skip(1)).hasSize(4)
                .allMatch(line -> line.matches("key-value-svc-\\d +1/1 +Running +0 .*"));
        assertThat(typed("kubectl get pvc -n task-02").lines().skip(1)).hasSize(4)
                .allMatch(line -> line.matches("data-key-value-svc-\\d +Bound +" + VOLUME + " .*"));
        assertThat(typed("kubectl get service -n task-02")).containsPattern("key-value-headless +ClusterIP +None ");

        typed("""
                kubectl exec -n task-02 key-value-svc-0 -- \\
                  curl -X POST http://localhost:5000/obj/testkey -d "Hello World"
                """);
        assertThat(typed("""
                kubectl exec -n task-02 key-value-svc-0 -- \\
                  curl http://localhost:5000/obj/testkey
                """)).isEqualTo("Hello World");
        assertThat(typed("""
                kubectl run -it --rm test --image=busybox --restart=Never -n task-02 -- \\
                  nslookup key-value-svc-0.key-value-headless.task-02.svc.cluster.local
                """)).containsPattern(
                "Name:\tkey-value-svc-0.key-value-headless.task-02.svc.cluster.local\\RAddress: 10\\.42\\.");

        typed("""
                kubectl exec -n task-02 key-value-svc-0 -- \\
                  curl -X POST http://localhost:5000/obj/persistent-test -d "Important Data"
                """);
        assertThat(typed("kubectl delete pod key-value-svc-0 -n task-02"))
                .isEqualTo("pod \"key-value-svc-0\" deleted\n");
        assertThat(typed("kubectl wait --for=condition=Ready pod/key-value-svc-0 -n task-02 --timeout=60s"))
                .isEqualTo("pod/key-value-svc-0 condition met\n");
        assertThat(typed("""
                kubectl exec -n task-02 key-value-svc-0 -- \\
                  curl http://localhost:5000/obj/persistent-test
                """)).isEqualTo("Important Data");

        assertThat(typed("kubectl delete statefulset key-value-svc -n task-02"))
                .isEqualTo("statefulset.apps \"key-value-svc\" deleted\n");
        assertThat(typed("kubectl delete pvc -l app=key-value -n task-02").lines()).hasSize(4)
                .allMatch(line -> line.matches("persistentvolumeclaim \"data-key-value-svc-\\d\" deleted"));
    }

    /** Reads what {@code get --watch} prints until a pod is ready. */
    private static void awaitReady(Kubectl.Running watch, String pod) {
        String line = watch.nextLine();
        while (!line.matches(pod + " +1/1 +Running .*")) {
            assertThat(line).as("the watch goes on until %s is ready", pod).isNotEmpty();
            line = watch.nextLine();
        }
    }

    @Test
    void task_05() {
        solution("task-05-all-in-one.yaml", "task-05-complete.yaml");
        solution("task-05/namespace.yaml", "01-namespace.yaml");
        solution("task-05/service.yaml", "02-service.yaml");
        solution("task-05/statefulset.yaml", "03-statefulset.yaml");
        typed("kubectl apply -f task-05-complete.yaml");
        assertThat(typed("kubectl apply -f 01-namespace.yaml")).isEqualTo("namespace/task-05 unchanged\n");
        assertThat(typed("kubectl apply -f 02-service.yaml")).isEqualTo("service/counter-service unchanged\n");
        typed("kubectl apply -f 03-statefulset.yaml");
        typed("kubectl rollout status -n task-05 statefulset/counter-app");

        assertThat(typed("kubectl get all,pvc -n task-05"))
                .containsPattern("pod/counter-app-0 +1/1 +Running +0 ")
                .containsPattern("pod/counter-app-1 +1/1 +Running +0 ")
                .containsPattern("service/counter-service +ClusterIP +None +<none> +8080/TCP ")
                .containsPattern("statefulset.apps/counter-app +2/2 ")
                .containsPattern("persistentvolumeclaim/counter-data-counter-app-0 +Bound +" + VOLUME + " +100Mi +RWO ")
                .containsPattern(
                        "persistentvolumeclaim/counter-data-counter-app-1 +Bound +" + VOLUME + " +100Mi +RWO ");
        assertThat(typed("kubectl get pods -n task-05").lines().skip(1)).hasSize(2)
                .allMatch(line -> line.matches("counter-app-\\d +1/1 +Running .*"));
        assertThat(typed("kubectl logs -n task-05 counter-app-0 -c init-counter"))
                .contains("Initializing counter to 0\n")
                .containsPattern("-rw-r--r-- +1 1000 +1000 +2 .* counter.txt\n");
        assertThat(typed("kubectl logs -n task-05 counter-app-0 -c counter")).contains("listening on port 8080",
                "/data/counter.txt", "counter-app-0");
        assertThat(typed("kubectl exec -n task-05 counter-app-0 -- curl -s http://localhost:8080/ready"))
                .contains("\"status\":\"ready\"", "\"pod_name\":\"counter-app-0\"");

        typed("kubectl exec -n task-05 counter-app-0 -- curl -s -X POST http://localhost:8080/increment");
        assertThat(counterOf("counter-app-0")).contains("\"count\":1", "\"pod_name\":\"counter-app-0\"");
        assertThat(counterOf("counter-app-1")).contains("\"count\":0", "\"pod_name\":\"counter-app-1\"");
        assertThat(typed("kubectl delete pod -n task-05 counter-app-0")).isEqualTo("pod \"counter-app-0\" deleted\n");
        assertThat(typed("kubectl wait --for=condition=ready pod/counter-app-0 -n task-05 --timeout=60s"))
                .isEqualTo("pod/counter-app-0 condition met\n");
        assertThat(counterOf("counter-app-0")).contains("\"count\":1");

        assertThat(typed("""
                kubectl run -n task-05 test-dns --image=busybox:latest --rm -i --restart=Never -- \\
                  nslookup counter-app-0.counter-service.task-05.svc.cluster.local
                """)).containsPattern(
                "Name:\tcounter-app-0.counter-service.task-05.svc.cluster.local\\RAddress: 10\\.42\\.");
        assertThat(typed("""
                kubectl run -n task-05 test-http --image=curlimages/curl:latest --rm -i --restart=Never -- \\
                  curl -s http://counter-app-0.counter-service.task-05.svc.cluster.local:8080/health
                """)).contains("\"status\":\"healthy\"", "pod \"test-http\" deleted");
        assertThat(typed("""
                kubectl run -n task-05 test-post --image=curlimages/curl:latest --rm -i --restart=Never -- \\
                  curl -X POST http://counter-app-0.counter-service:8080/increment
                """)).contains("\"count\":2");

        assertThat(typed("kubectl delete statefulset -n task-05 counter-app"))
                .isEqualTo("statefulset.apps \"counter-app\" deleted\n");
        typed("kubectl wait --for=delete pod -l app=counter -n task-05 --timeout=120s");
        assertThat(typed("kubectl apply -f 03-statefulset.yaml")).isEqualTo("statefulset.apps/counter-app created\n");
        typed("kubectl rollout status -n task-05 statefulset/counter-app");
        assertThat(typed("kubectl wait --for=condition=ready pod -l app=counter -n task-05 --timeout=120s"))
                .isEqualTo("pod/counter-app-0 condition met\npod/counter-app-1 condition met\n");
        assertThat(typed("kubectl exec -n task-05 counter-app-0 -c counter --"
                + " sh -c \"wget -qO- --post-data='' http://localhost:8080/increment\"")).contains("\"count\":3");
        assertThat(typed("kubectl describe pod -n task-05 counter-app-0")).contains("Successfully assigned",
                "Container image \"counter-app:latest\" already present on machine");
        assertThat(typed("kubectl get pvc -n task-05")).contains("counter-data-counter-app-0");
        assertThat(typed("kubectl describe pvc counter-data-counter-app-0 -n task-05"))
                .containsPattern("Status: +Bound").contains("Used By:       counter-app-0", "ProvisioningSucceeded");

        assertThat(typed("kubectl delete namespace task-05")).isEqualTo("namespace \"task-05\" deleted\n");
        assertThat(kubectl.typed("kubectl get pvc -n task-05"))
                .isEqualTo(new Answer(0, "", "No resources found in task-05 namespace.\n"));
    }

    private String counterOf(String pod) {
        return typed("kubectl exec -n task-05 " + pod + " -- curl -s http://localhost:8080/count");
    }
}
