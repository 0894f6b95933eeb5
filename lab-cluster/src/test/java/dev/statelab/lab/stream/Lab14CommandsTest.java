package dev.statelab.lab.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.lab.kubectl.Kubectl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command lines that students' reports on lab 14 show, as they are written there, on charts like theirs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Lab14CommandsTest {

    private static final String CLAIM = " +Bound +pvc-[0-9a-f-]{36} +1Gi +RWO ";

    private final RunningPods pods = RunningPods.start();

    private Kubectl kubectl;

    @BeforeAll
    void deploy(@TempDir Path folder) throws IOException {
        kubectl = pods.kubectl(folder);
        try (InputStream charts = Objects.requireNonNull(getClass().getResourceAsStream("lab-14.yaml"))) {
            kubectl.file("lab-14.yaml", new String(charts.readAllBytes(), UTF_8));
        }
        typed("kubectl apply -f lab-14.yaml");
        typed("kubectl wait --for=jsonpath={.status.readyReplicas}=3 sts/app-stateful-python-app sts/myapp-stateful"
                + " sts/timeapp --timeout=60s");
    }

    @AfterAll
    void stop() {
        pods.close();
    }

    /** What a line that succeeds prints. */
    private String typed(String line) {
        return kubectl.typed(line).success();
    }

    @Test
    void all_that_belongs_to_the_sets_is_listed() {
        assertThat(typed("kubectl get po,sts,svc,pvc"))
                .containsPattern("pod/app-stateful-python-app-0 +1/1 +Running +0 ")
                .containsPattern("pod/timeapp-2 +2/2 +Running +0 ")
                .containsPattern("pod/timeapp-pre-install +0/1 +Completed +0 ")
                .containsPattern("statefulset.apps/app-stateful-python-app +3/3 ")
                .containsPattern("service/kubernetes +ClusterIP +10\\.43\\.0\\.1 +<none> +443/TCP ")
                .containsPattern("service/app-stateful-python-app +ClusterIP +None +<none> +80/TCP ")
                .containsPattern("service/timeapp +ClusterIP +10\\.43\\.[0-9.]+ +<none> +8080/TCP ")
                .containsPattern("persistentvolumeclaim/data-app-stateful-python-app-2" + CLAIM);
        assertThat(typed("kubectl get pods,sts,svc,pvc"))
                .containsPattern("pod/myapp-stateful-2 +1/1 +Running +0 ")
                .containsPattern("statefulset.apps/myapp-stateful +3/3 ")
                .containsPattern("service/myapp-service +NodePort +10\\.43\\.[0-9.]+ +<none> +8000:30001/TCP ")
                .containsPattern("service/myapp-headless +ClusterIP +None +<none> +8000/TCP ")
                .containsPattern("persistentvolumeclaim/data-myapp-stateful-0" + CLAIM);
    }

    @ParameterizedTest
    @CsvSource({
        "app-stateful-python-app, 8000, exec pod/app-stateful-python-app-0 -- cat /data/visits,"
                + " exec app-stateful-python-app-0 -- cat /data/visits",
        "myapp-stateful, 8000, exec myapp-stateful-0 -- cat /data/visits.txt,"
                + " exec myapp-stateful-0 -- cat /data/visits.txt",
        "timeapp, 8080, exec pod/timeapp-0 -c timeapp -- cat /data/visits.txt,"
                + " exec pod/timeapp-0 -c timeapp -- cat /data/visits.txt"})
    void visits_outlive_a_pod_and_are_its_own(String set, int port, String before, String after) {
        typed("kubectl exec " + set + "-0 -- sh -c 'for i in 1 2 3 4 5; do curl -s localhost:" + port + "; done'");
        int visits = Integer.parseInt(typed("kubectl " + before).strip());

        assertThat(typed("kubectl delete pod " + set + "-0")).isEqualTo("pod \"" + set + "-0\" deleted\n");
        typed("kubectl wait --for=condition=ready pod/" + set + "-0 --timeout=60s");

        assertThat(typed("kubectl get pvc")).containsPattern("data[a-z-]*-" + set + "-0" + CLAIM);
        assertThat(Integer.parseInt(typed("kubectl " + after).strip())).isBetween(Math.max(visits, 5), visits + 50);
    }

    @Test
    void pods_are_found_by_name() {
        assertThat(typed("kubectl exec app-stateful-python-app-1 --"
                + " nslookup app-stateful-python-app-2.app-stateful-python-app")).startsWith("Server:\t")
                .containsPattern("Name:\tapp-stateful-python-app-2.app-stateful-python-app.default.svc.cluster.local\n"
                        + "Address: 10\\.42\\.");
        assertThat(typed("kubectl exec myapp-stateful-1 -- nslookup myapp-stateful-1.myapp-headless"))
                .containsPattern("Name:\tmyapp-stateful-1.myapp-headless.default.svc.cluster.local\nAddress: 10\\.42");
        assertThat(kubectl.typed("kubectl exec timeapp-1 -- nslookup timeapp-headless")).satisfies(answer -> {
            assertThat(answer.err()).isEqualTo(
                    "Defaulted container \"timeapp\" out of: timeapp, vault-agent, vault-agent-init (init)\n");
            assertThat(answer.success())
                    .containsPattern("Name:\ttimeapp-headless.default.svc.cluster.local\nAddress: 10\\.42");
        });
    }

    @Test
    void pods_talk_to_each_other() {
        Kubectl.Answer answer = kubectl.typed(
                "kubectl exec myapp-stateful-1 -- wget myapp-stateful-2.myapp-headless:8000");

        assertThat(answer.exitCode()).isZero();
        assertThat(answer.err()).containsPattern(
                "Connecting to myapp-stateful-2.myapp-headless:8000 \\(10\\.42\\.[0-9.]+:8000\\)\n")
                .contains("'index.html' saved");
        assertThat(typed("kubectl exec myapp-stateful-1 -- cat index.html")).contains("Pod: myapp-stateful-2");
    }

    @Test
    void the_ports_of_a_service_have_names_too() {
        assertThat(typed("kubectl exec app-stateful-python-app-1 -- nslookup -type=SRV"
                + " _http._tcp.app-stateful-python-app").lines()).contains(
                        "_http._tcp.app-stateful-python-app.default.svc.cluster.local\tservice = 0 33 8000"
                                + " app-stateful-python-app-2.app-stateful-python-app.default.svc.cluster.local");
        assertThat(typed("kubectl exec timeapp-1 -c timeapp --"
                + " dig +short SRV _http._tcp.app-stateful-python-app.default.svc.cluster.local").lines()).contains(
                        "0 33 8000 app-stateful-python-app-2.app-stateful-python-app.default.svc.cluster.local.");
    }

    @Test
    void the_port_of_the_node_leads_to_the_pods() {
        String node = typed("kubectl get nodes -o jsonpath={.items[0].status.addresses[0].address}");

        assertThat(typed("kubectl exec myapp-stateful-1 -- curl -s http://" + node + ":30001"))
                .contains("Pod: myapp-stateful-");
    }

    @Test
    void the_image_of_curl_needs_no_command() {
        assertThat(typed("kubectl run curl --image=curlimages/curl --rm -i --restart=Never --"
                + " -s http://timeapp:8080/health")).contains("healthy");
    }

    @Test
    void names_resolve_as_far_as_the_pod_searches() {
        typed("kubectl create namespace elsewhere");
        typed("kubectl run stranger -n elsewhere --image=busybox -- sleep 100000");
        typed("kubectl wait -n elsewhere --for=condition=ready pod/stranger --timeout=60s");

        assertThat(kubectl.typed("kubectl exec -n elsewhere stranger -- nslookup timeapp-headless").exitCode())
                .isEqualTo(1);
        assertThat(typed("kubectl exec -n elsewhere stranger -- getent hosts timeapp-2.timeapp-headless.default"))
                .contains("timeapp-2.timeapp-headless.default.svc.cluster.local");
        assertThat(typed("kubectl exec -n elsewhere stranger -- cat /etc/resolv.conf")).isEqualTo("""
                search elsewhere.svc.cluster.local svc.cluster.local cluster.local
                nameserver 10.43.0.10
                options ndots:5
                """);
        assertThat(typed("kubectl exec timeapp-1 -- cat /etc/hosts /etc/hostname"))
                .contains("\ttimeapp-1.timeapp-headless.default.svc.cluster.local\ttimeapp-1\n")
                .endsWith("\ntimeapp-1\n");
    }
}
