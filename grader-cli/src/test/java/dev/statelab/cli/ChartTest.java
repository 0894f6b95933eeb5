package dev.statelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import dev.statelab.kube.helm.HelmLibrary;
import dev.statelab.lab.api.ResourceTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Charts, from the command line to the report: installed and graded, or checked before. */
class ChartTest {

    private static final Path CHARTS = Path.of("../reference-solutions/lab-14");

    private final Terminal terminal = new Terminal();

    @TempDir
    private Path folder = Path.of("");

    /** A task that asks what lab 14 asks of a chart, and that all pods are ready. */
    @BeforeEach
    void task() throws IOException {
        Path task = Files.createDirectories(folder.resolve("tasks/charts")).resolve("task.yaml");
        Files.writeString(task,
                """
                        apiVersion: statelab.dev/v1
                        kind: Task
                        metadata: {name: charts, title: A chart}
                        spec:
                          namespace: charts
                          maxPoints: 30
                          observe:
                            charts: {apiVersion: statelab.dev/v1, kind: Chart, labelSelector: {matchLabels: {app.kubernetes.io/managed-by: Helm}}}
                            sets: {apiVersion: apps/v1, kind: StatefulSet, labelSelector: {matchLabels: {app.kubernetes.io/managed-by: Helm}}}
                            pods: {apiVersion: v1, kind: Pod, controlledBy: sets}
                          criteria:
                            - id: chart
                              title: A chart renders the StatefulSet
                              points: 10
                              expect:
                                - that: sets.size() == 1 && charts.exists(c, renders(c, sets[0]) && c.lint.errors.size() == 0)
                            - id: values
                              title: Replicas and policy come from values
                              points: 10
                              expect:
                                - that: charts.exists(c, followsValues(c, sets[0], "spec.replicas"))
                                - that: charts.exists(c, followsValues(c, sets[0], "spec.podManagementPolicy"))
                            - id: ready
                              title: All pods are ready
                              points: 10
                              within: 2m
                              expect:
                                - that: pods.size() == 3 && pods.all(p, isReady(p))
                        """);
        Files.createDirectories(folder.resolve("my-chart/templates"));
        write("Chart.yaml", "apiVersion: v2\nname: mine\nversion: 0.1.0\n");
        write("values.yaml", "count: 3\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"app-stateful-python-app", "myapp-stateful", "timeapp"})
    void a_reference_chart_is_installed_and_graded(String chart) {
        int exit = run("evaluate", "--lab", "--apply", CHARTS.resolve("surroundings").toString(), "--apply",
                CHARTS.resolve(chart).toString());

        assertThat(exit).as(terminal.out() + terminal.err()).isZero();
        assertThat(terminal.err()).contains("as the release " + chart);
    }

    @Test
    void a_chart_that_helm_create_began_is_graded_without_a_parameter() throws IOException {
        Path chart = begunByHelm();

        int exit = terminal.run("evaluate", "lab-14", "--lab", "--apply", chart.toString(), "--values",
                chart.resolve("mine.yaml").toString());

        assertThat(exit).as(terminal.out() + terminal.err()).isZero();
        assertThat(terminal.out()).containsPattern("score +120 of 100");
    }

    /** What helm create writes, with a StatefulSet in the place of its Deployment, and what that needs. */
    private Path begunByHelm() throws IOException {
        HelmLibrary.load();
        Helm _ = Helm.create().withName("webby").withDir(folder).call();
        Path chart = folder.resolve("webby");
        Path templates = chart.resolve("templates");
        String deployment = Files.readString(templates.resolve("deployment.yaml"));
        Files.delete(templates.resolve("deployment.yaml"));
        Files.writeString(templates.resolve("statefulset.yaml"), deployment
                .replace("kind: Deployment", "kind: StatefulSet")
                .replaceFirst("(?m)^spec:$", """
                        spec:
                          serviceName: {{ include "webby.fullname" . }}-headless
                          podManagementPolicy: {{ .Values.podManagementPolicy }}
                          updateStrategy: {{- toYaml .Values.updateStrategy | nindent 4 }}""") + """

                          volumeClaimTemplates:
                            - metadata: {name: data}
                              spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                        """);
        Files.writeString(templates.resolve("headless.yaml"), Files.readString(templates.resolve("service.yaml"))
                .replaceFirst("name: (.*)\n", "name: $1-headless\n").replaceFirst("type: .*", "clusterIP: None"));
        Files.writeString(chart.resolve("mine.yaml"), """
                replicaCount: 3
                image: {repository: visits-app, tag: "1.0"}
                service: {port: 8000}
                podSecurityContext: {fsGroup: 1000}
                resources: {requests: {cpu: 50m, memory: 64Mi}, limits: {cpu: 500m, memory: 256Mi}}
                volumeMounts: [{name: data, mountPath: /data}]
                podManagementPolicy: Parallel
                updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 0}}
                """);
        return chart;
    }

    @ParameterizedTest
    @ValueSource(strings = {"app-stateful-python-app", "myapp-stateful", "timeapp"})
    void a_reference_chart_is_checked(String chart) {
        int exit = run("check", CHARTS.resolve(chart).toString());

        assertThat(exit).as(terminal.out() + terminal.err()).isZero();
        assertThat(terminal.out()).contains("A chart renders the StatefulSet")
                .contains("Replicas and policy come from values");
    }

    @Test
    void a_field_that_follows_no_value_is_shown_in_its_template() throws IOException {
        write("templates/set.yaml", """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata:
                  name: kv
                spec:
                  serviceName: kv
                  replicas: 3
                  podManagementPolicy: {{ .Values.policy | default "Parallel" }}
                  selector:
                    matchLabels: {app: kv}
                  template:
                    metadata:
                      labels: {app: kv}
                    spec:
                      containers: [{name: kv, image: busybox}]
                """);

        int exit = run("check", folder.resolve("my-chart").toString(), "--format", "lines");

        assertThat(exit).isEqualTo(1);
        assertThat(terminal.out().lines()).singleElement().asString()
                .startsWith(folder.resolve("my-chart/templates/set.yaml") + ":7:13: error: values:");
    }

    @Test
    void manifests_that_no_chart_was_rendered_to_are_no_chart() throws IOException {
        Path manifest = Files.writeString(folder.resolve("set.yaml"), """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: kv, labels: {app.kubernetes.io/managed-by: Helm}}
                spec:
                  serviceName: kv
                  selector: {matchLabels: {app: kv}}
                  template: {metadata: {labels: {app: kv}}, spec: {containers: [{name: kv, image: busybox}]}}
                """);

        int exit = run("evaluate", "--lab", "--apply", manifest.toString());

        assertThat(exit).as(terminal.err()).isEqualTo(1);
        assertThat(terminal.out()).containsPattern("✗ A chart renders the StatefulSet +0/10");
    }

    @Test
    void values_and_the_release_are_those_of_the_command_line() throws Exception {
        Path values = Files.writeString(folder.resolve("more.yaml"), "replicas: 1\n");
        try (OpenLab lab = OpenLab.start(folder)) {
            int _ = run("evaluate", "--kubeconfig", lab.kubeconfig().toString(), "--namespace", "default", "--apply",
                    CHARTS.resolve("myapp-stateful").toString(), "-f", values.toString(), "--set", "nodePort=30009",
                    "--release", "mine");

            assertThat(terminal.err()).contains("as the release mine");
            assertThat(lab.cluster().api().find(ResourceTypes.STATEFUL_SET, "default", "myapp-stateful").orElseThrow()
                    .at("/spec/replicas").asInt()).isEqualTo(1);
            assertThat(lab.cluster().api().find(ResourceTypes.SERVICE, "default", "myapp-service").orElseThrow()
                    .at("/spec/ports/0/nodePort").asInt()).isEqualTo(30009);
            assertThat(lab.cluster().api().list(ResourceTypes.SECRET, "default").items())
                    .extracting(secret -> secret.at("/metadata/name").asText())
                    .contains("sh.helm.release.v1.mine.v1");
        }
    }

    @Test
    void bad_input_is_told_before_anything_is_applied() throws IOException {
        write("templates/pod.yaml", """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: a
                spec:
                  hostNetwork: true
                  containers: [{name: a, image: busybox}]
                """);

        assertRefused("pod.yaml:6:16: Pod a asks for a pod with hostNetwork", "--apply", "my-chart");
        assertRefused("can allow that by --trust-chart", "--apply", "my-chart");
        assertRefused("nosuch.yaml: expected a file with values for the chart, found nothing of that name", "--apply",
                "my-chart", "--values", "nosuch.yaml");
        Files.writeString(folder.resolve("list.yaml"), "- a\n");
        assertRefused("list.yaml:1:1: expected values by their names", "--apply", "my-chart", "--values", "list.yaml");
        Files.writeString(folder.resolve("bad.yaml"), "a: [b\n");
        assertRefused("bad.yaml:2:1: not YAML", "--apply", "my-chart", "--values", "bad.yaml");
        assertRefused("expected --set PATH=VALUE with a path such as", "--apply", "my-chart", "--set", "a[=1");
        assertRefused("expected a release's name of at most 53", "--apply", "my-chart", "--release", "Not_One");
        assertRefused("are for Helm charts; expected a folder with a Chart.yaml, found", "--apply", "list.yaml",
                "--set",
                "a=1");
        assertRefused("are for Helm charts; none is given", "--set", "a=1");
        assertRefused("--release names one release, but there are 2 charts", "--apply", "my-chart", "--apply",
                "my-chart",
                "--release", "a");
        assertRefused("found templates without one", "--apply", "no-chart");
        assertRefused("found one further down: name", "--apply", "outer");
    }

    private void assertRefused(String why, String... options) throws IOException {
        Files.createDirectories(folder.resolve("no-chart/templates"));
        Path inner = Files.createDirectories(folder.resolve("outer/inner"));
        Files.writeString(inner.resolve("Chart.yaml"), "apiVersion: v2\nname: mine\nversion: 0.1.0\n");
        Terminal own = new Terminal();
        List<String> line = new ArrayList<>(List.of("evaluate", "charts", "--tasks", folder.resolve("tasks").toString(),
                "--lab"));
        for (int i = 0; i < options.length; i++) {
            boolean path = i > 0 && List.of("--apply", "--values").contains(options[i - 1]);
            line.add(path ? folder.resolve(options[i]).toString() : options[i]);
        }

        assertThat(own.run(line.toArray(String[]::new))).as(own.err()).isEqualTo(ExitCode.USAGE);
        assertThat(own.err().replaceAll("\\s+", " ")).contains(why);
        assertThat(own.out()).isEmpty();
    }

    private int run(String command, String... options) {
        List<String> line = new ArrayList<>(List.of(command, "charts", "--tasks", folder.resolve("tasks").toString()));
        line.addAll(List.of(options));
        return terminal.run(line.toArray(String[]::new));
    }

    private void write(String name, String text) throws IOException {
        Path _ = Files.writeString(folder.resolve("my-chart").resolve(name), text);
    }
}
