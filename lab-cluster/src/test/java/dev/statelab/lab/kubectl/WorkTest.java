package dev.statelab.lab.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a student does with kubectl: apply, look, change, roll out, delete. Each test has a namespace of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkTest {

    private static final String STATEFUL_SET = """
            apiVersion: v1
            kind: Service
            metadata: {name: kv, labels: {app: kv}}
            spec:
              clusterIP: None
              selector: {app: kv}
              ports: [{name: http, port: 5000, targetPort: http}]
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: kv, labels: {app: kv}}
            spec:
              serviceName: kv
              replicas: 2
              selector: {matchLabels: {app: kv}}
              template:
                metadata: {labels: {app: kv}}
                spec:
                  terminationGracePeriodSeconds: 1
                  containers:
                    - name: app
                      image: kvstore:latest
                      imagePullPolicy: Never
                      ports: [{name: http, containerPort: 5000}]
                      readinessProbe: {httpGet: {path: /health, port: http}, periodSeconds: 1}
                      volumeMounts: [{name: data, mountPath: /data}]
              volumeClaimTemplates:
                - metadata: {name: data}
                  spec:
                    accessModes: [ReadWriteOnce]
                    resources: {requests: {storage: 1Mi}}
            """;
    private static final String CONFIG_MAP = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings, labels: {app: kv}}
            data: {color: %s}
            """;

    private final AtomicInteger namespaces = new AtomicInteger();
    private Optional<KubectlLab> started = Optional.empty();

    @BeforeAll
    void start(@TempDir Path folder) {
        started = Optional.of(KubectlLab.start(folder));
    }

    @AfterAll
    void close() {
        started.ifPresent(KubectlLab::close);
    }

    private KubectlLab lab() {
        return started.orElseThrow();
    }

    /** A namespace, as an option. */
    private String newNamespace() {
        String name = "work-" + namespaces.incrementAndGet();
        lab().run("create namespace " + name);
        return " --namespace=" + name;
    }

    private String newStatefulSet() {
        String in = newNamespace();
        lab().runWith(STATEFUL_SET, "apply -f -" + in);
        lab().run("rollout status statefulset/kv --timeout=90s" + in);
        return in;
    }

    @Test
    void apply_says_what_it_did() {
        String in = newNamespace();

        assertThat(lab().runWith(CONFIG_MAP.formatted("blue"), "apply -f -" + in))
                .isEqualTo("configmap/settings created\n");
        assertThat(lab().runWith(CONFIG_MAP.formatted("blue"), "apply -f -" + in))
                .isEqualTo("configmap/settings unchanged\n");
        assertThat(lab().runWith(CONFIG_MAP.formatted("red"), "apply -f -" + in))
                .isEqualTo("configmap/settings configured\n");
        assertThat(lab().runWith(CONFIG_MAP.formatted("red"), "diff -f -" + in)).isEmpty();
        Kubectl.Answer diff = lab().kubectl().runWith(CONFIG_MAP.formatted("green"), "diff", "-f", "-", in.strip());
        assertThat(diff.out()).contains("-  color: red", "+  color: green");
        assertThat(diff.exitCode()).isEqualTo(1);
    }

    @Test
    void apply_goes_on_from_what_create_made() {
        String in = newNamespace();
        lab().run("create configmap settings --from-literal=color=blue" + in);

        assertThat(lab().runWith(CONFIG_MAP.formatted("red"), "apply -f -" + in))
                .isEqualTo("configmap/settings configured\n");
    }

    @Test
    void fields_of_another_manager_are_a_conflict() {
        String in = newNamespace();
        String apply = "apply --server-side --field-manager=%s -f -" + in;
        assertThat(lab().runWith(CONFIG_MAP.formatted("blue"), apply.formatted("one")))
                .isEqualTo("configmap/settings serverside-applied\n");

        Kubectl.Answer other = lab().kubectl().runWith(CONFIG_MAP.formatted("red"),
                apply.formatted("other").split(" "));

        assertThat(other.err()).contains("conflict with \"one\": .data.color");
        lab().runWith(CONFIG_MAP.formatted("red"), apply.formatted("other") + " --force-conflicts");
    }

    @Test
    void a_kustomization_is_applied() {
        String in = newNamespace();
        lab().kubectl().file("kustomization.yaml", "resources: [settings.yaml]\nnamePrefix: my-\n");
        lab().kubectl().file("settings.yaml", CONFIG_MAP.formatted("blue"));

        assertThat(lab().run("apply -k ." + in)).isEqualTo("configmap/my-settings created\n");
    }

    @Test
    void objects_are_changed_in_every_way() {
        String in = newNamespace();
        lab().runWith(CONFIG_MAP.formatted("blue"), "create -f -" + in);
        Kubectl editing = lab().kubectl().withVariable("EDITOR", "sed -i s/blue/red/");

        assertThat(editing.line("edit configmap/settings" + in).success()).contains("configmap/settings edited");
        lab().run(
                "patch configmap/settings --type=json -p [{\"op\":\"add\",\"path\":\"/data/a\",\"value\":\"1\"}]" + in);
        lab().run("patch configmap/settings --type=merge -p {\"data\":{\"b\":\"2\"}}" + in);
        lab().run("patch configmap/settings -p {\"data\":{\"c\":\"3\"}}" + in);
        lab().run("label configmap/settings tier=front app-" + in);
        lab().run("annotate configmap/settings note=x" + in);

        assertThat(
                lab().run("get configmap/settings -o jsonpath={.data}{.metadata.labels}{.metadata.annotations}" + in))
                .isEqualTo(
                        "{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\",\"color\":\"red\"}{\"tier\":\"front\"}{\"note\":\"x\"}");
        assertThat(lab().runWith(CONFIG_MAP.formatted("green"), "replace -f -" + in))
                .isEqualTo("configmap/settings replaced\n");
        assertThat(lab().run("get configmap/settings -o jsonpath={.data}" + in)).isEqualTo("{\"color\":\"green\"}");
    }

    @Test
    void objects_are_shown_in_every_way() {
        String in = newStatefulSet();

        assertThat(lab().run("get statefulset" + in)).containsPattern("NAME +READY +AGE\nkv +2/2 ");
        assertThat(lab().run("get pods -o wide" + in)).containsPattern("kv-0 +1/1 +Running +0 .* 10\\.42\\.\\S+ +lab ");
        assertThat(lab().run("get pods --no-headers -o custom-columns=NAME:.metadata.name" + in))
                .isEqualTo("kv-0\nkv-1\n");
        assertThat(lab().run("get pods -o jsonpath={.items[*].metadata.name}" + in)).isEqualTo("kv-0 kv-1");
        assertThat(lab().run("get pods --sort-by={.metadata.name} -o name" + in)).isEqualTo("pod/kv-0\npod/kv-1\n");
        assertThat(lab().run("get pods -l app=kv,!x --field-selector=metadata.name=kv-1 -o name" + in))
                .isEqualTo("pod/kv-1\n");
        assertThat(lab().run("get pods -A")).contains("NAMESPACE", in.substring(in.indexOf('=') + 1));
        assertThat(lab().run("get svc,pvc" + in)).contains("service/kv", "persistentvolumeclaim/data-kv-1");
        assertThat(lab().run("get all" + in)).contains("pod/kv-0", "service/kv", "statefulset.apps/kv");
        assertThat(lab().run("get statefulset kv -o yaml" + in)).contains("kind: StatefulSet", "readyReplicas: 2");
        assertThat(lab().run("get events" + in)).contains("create Pod kv-0 in StatefulSet kv successful");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"pod/kv-0 | Controlled By:  StatefulSet/kv",
        "pod/kv-0 | Readiness:      http-get http://:http/health",
        "statefulset/kv | Replicas:           2 desired", "service/kv | Endpoints:",
        "pvc/data-kv-0 | StorageClass:  local-path", "node/lab | kv-0"})
    void objects_are_described(String object, String text) {
        String in = described();

        assertThat(lab().run("describe " + object + in)).contains(text);
    }

    private final ReentrantLock describing = new ReentrantLock();
    private String describedIn = "";

    private String described() {
        describing.lock();
        try {
            if (describedIn.isEmpty()) {
                describedIn = newStatefulSet();
            }
            return describedIn;
        } finally {
            describing.unlock();
        }
    }

    @Test
    void a_watch_shows_changes() {
        String in = newNamespace();
        lab().runWith(CONFIG_MAP.formatted("blue"), "create -f -" + in);

        try (Kubectl.Running watch = lab().kubectl().start("get", "configmap/settings", "--watch", "--no-headers", "-o",
                "custom-columns=C:.data.color", in.strip())) {
            assertThat(watch.nextLine()).isEqualTo("blue");
            lab().runWith(CONFIG_MAP.formatted("red"), "replace -f -" + in);
            assertThat(watch.nextLine()).isEqualTo("red");
        }
    }

    @Test
    void a_stateful_set_is_scaled_and_rolled_out() {
        String in = newStatefulSet();

        lab().run("scale statefulset/kv --replicas=1" + in);
        lab().run("wait --for=delete pod/kv-1 --timeout=60s" + in);
        lab().run("rollout restart statefulset/kv" + in);
        assertThat(lab().run("rollout status statefulset/kv --timeout=90s" + in))
                .contains("1 new pods have been updated");
        lab().run("set env statefulset/kv A=b" + in);
        lab().run("rollout status statefulset/kv --timeout=90s" + in);
        assertThat(lab().run("rollout history statefulset/kv" + in)).containsPattern("1 +<none>\n2 +<none>\n3 +<none>");
        lab().run("rollout undo statefulset/kv --to-revision=1" + in);
        lab().run("rollout status statefulset/kv --timeout=90s" + in);

        assertThat(lab().run("get statefulset/kv -o jsonpath={.spec.template.spec.containers[0].env}" + in)).isEmpty();
        assertThat(lab().run("set image statefulset/kv app=kvstore:other" + in)).contains("image updated");
    }

    @Test
    void a_daemon_set_is_rolled_back() {
        String in = newNamespace();
        lab().runWith("""
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: agent}
                spec:
                  selector: {matchLabels: {app: agent}}
                  template:
                    metadata: {labels: {app: agent}}
                    spec: {containers: [{name: app, image: registry.k8s.io/pause:3.10}]}
                """, "apply -f -" + in);
        lab().run("set env daemonset/agent A=b" + in);
        lab().run("rollout status daemonset/agent --timeout=90s" + in);

        assertThat(lab().run("rollout history daemonset/agent" + in)).containsPattern("1 +<none>\n2 +<none>");
        assertThat(lab().run("rollout undo daemonset/agent" + in)).isEqualTo("daemonset.apps/agent rolled back\n");
        assertThat(lab().run("get daemonset/agent -o jsonpath={.spec.template.spec.containers[0].env}" + in)).isEmpty();
    }

    @Test
    void a_deleted_pod_comes_back_and_a_deleted_set_takes_its_pods_along() {
        String in = newStatefulSet();
        String uid = lab().run("get pod kv-0 -o jsonpath={.metadata.uid}" + in);

        assertThat(lab().run("delete pod kv-0" + in)).contains("pod \"kv-0\" deleted");
        lab().run("wait --for=create pod/kv-0 --timeout=60s" + in);
        lab().run("wait --for=condition=Ready pod/kv-0 --timeout=60s" + in);
        assertThat(lab().run("get pod kv-0 -o jsonpath={.metadata.uid}" + in)).isNotEqualTo(uid);
        lab().run("delete statefulset kv --cascade=orphan" + in);
        assertThat(lab().run("get pods -o name" + in)).isEqualTo("pod/kv-0\npod/kv-1\n");
        lab().run("delete pod kv-1 --grace-period=0 --force" + in);
        assertThat(lab().runWith(STATEFUL_SET, "delete -f - --ignore-not-found" + in))
                .contains("service \"kv\" deleted");
        lab().run("delete " + in.replace(" --namespace=", "namespace ") + " --timeout=60s");
    }

    @Test
    void the_cluster_tells_of_itself() {
        assertThat(lab().run("cluster-info")).contains(lab().cluster().url());
        assertThat(lab().run("version")).contains("Server Version: v1.32");
        assertThat(lab().run("api-resources")).containsPattern("statefulsets +sts +apps/v1 +true +StatefulSet");
        assertThat(lab().run("api-versions")).contains("apps/v1\n");
        assertThat(lab().run("config view")).contains("token: REDACTED");
        assertThat(lab().kubectl().line("top pods").err()).contains("Metrics API not available");
    }

    @Test
    void fields_are_explained() {
        assertThat(lab().run("explain statefulset.spec.replicas")).contains("FIELD: replicas <integer>");
        assertThat(lab().run("explain pod.spec")).containsPattern("containers\\s+<\\[\\]Container>")
                .containsPattern("nodeName\\s+<string>");
        assertThat(lab().run("explain statefulset --recursive")).contains("volumeClaimTemplates");
        assertThat(lab().kubectl().line("explain pod.spec.colour").err()).contains("field \"colour\" does not exist");
    }
}
