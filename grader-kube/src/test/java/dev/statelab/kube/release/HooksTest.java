package dev.statelab.kube.release;

import static dev.statelab.kube.release.LabReleases.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.kube.apply.ChartOptions;
import dev.statelab.kube.apply.ManifestReading.Problem;
import dev.statelab.kube.release.ReleaseOutcome.Refused;
import dev.statelab.kube.release.ReleaseOutcome.Released;
import dev.statelab.lab.api.ResourceTypes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs and pods that a chart runs around its installation. */
final class HooksTest {

    private static final ResourceKind JOB = new ResourceKind("batch/v1", "Job");

    private final LabReleases releases;
    private final Path mine;

    HooksTest(@TempDir Path folder) throws InterruptedException {
        this.releases = new LabReleases(folder);
        this.mine = folder.resolve("mine");
        Path _ = releases.write("mine/Chart.yaml", "apiVersion: v2\nname: mine\nversion: 0.1.0\n");
        Path _ = releases.write("mine/templates/own.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: own}\n");
    }

    @AfterEach
    void close() {
        releases.close();
    }

    @Test
    void jobs_run_one_after_the_other_in_the_order_of_their_weights() throws Exception {
        hook("third", "post-install", "helm.sh/hook-weight: \"-9\"", "busybox");
        hook("second", "pre-install", "helm.sh/hook-weight: \"5\"", "busybox");
        hook("first", "pre-install", "helm.sh/hook-weight: \"-5\"", "busybox");

        assertThat(releases.install(mine)).isEqualTo(new Released("mine", "1"));

        assertThat(releases.objects(ResourceKind.EVENT).stream()
                .filter(event -> event.json().path("reason").asText().equals("Completed")).sorted(version())
                .map(event -> event.json().at("/involvedObject/name").asText()))
                .containsExactly("first", "second", "third");
    }

    @Test
    void a_job_stays_or_goes_as_its_delete_policy_says() throws Exception {
        hook("stays", "pre-install,pre-upgrade", "", "busybox");
        hook("goes", "pre-install,pre-upgrade", "helm.sh/hook-delete-policy: hook-succeeded", "busybox");

        assertThat(releases.install(mine)).isEqualTo(new Released("mine", "1"));
        assertThat(releases.objects(JOB)).extracting(KubernetesObject::name).containsExactly("stays");
        String before = releases.objects(JOB).getFirst().uid();

        assertThat(releases.install(mine)).isEqualTo(new Released("mine", "2"));
        assertThat(releases.objects(JOB)).singleElement().satisfies(job -> {
            assertThat(job.name()).isEqualTo("stays");
            assertThat(job.uid()).isNotEqualTo(before);
        });
    }

    /** Helm itself would wait for 5 minutes, and say that it has waited. */
    @Test
    void nobody_waits_for_an_image_that_does_not_exist() throws Exception {
        hook("prepare", "pre-install", "", "nosuch:1");

        assertThat(releases.install(mine)).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.problems())
                        .singleElement().extracting(Problem::message).asString()
                        .contains("expected the chart's hooks to end well: nothing more can come of them: pod prepare-")
                        .contains("nosuch:1"));

        hook("prepare", "pre-install", "", "busybox");
        assertThat(releases.install(mine)).isEqualTo(new Released("mine", "1"));
    }

    @Test
    void nobody_waits_for_a_node_that_there_is_not() throws Exception {
        Path _ = releases.write("mine/templates/prepare.yaml", """
                apiVersion: v1
                kind: Pod
                metadata: {name: prepare, annotations: {helm.sh/hook: pre-install}}
                spec:
                  nodeSelector: {disk: nosuch}
                  containers: [{name: a, image: busybox, command: ["true"]}]
                """);

        assertThat(releases.install(mine)).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.problems())
                        .singleElement().extracting(Problem::message).asString()
                        .contains("pod prepare: Unschedulable"));
    }

    @Test
    void a_hook_that_fails_is_told_with_its_reason() throws Exception {
        Path chart = releases.chartWithHook("exit 3");

        assertThat(problem(releases.install(chart)))
                .contains("expected the chart's hooks to end well").contains("pod prepare failed")
                .contains("pod prepare: container a ended with exit code 3");
    }

    @Test
    void a_hook_that_does_not_end_is_given_up() throws Exception {
        Path chart = releases.chart("hook.yaml", """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: prepare, annotations: {helm.sh/hook: pre-install}}
                spec:
                  template:
                    spec:
                      restartPolicy: Never
                      containers: [{name: a, image: "nosuch:1"}]
                """);

        ReleaseOutcome outcome = releases.install(LabReleases.plan(chart, ChartOptions.NONE, false),
                Duration.ofSeconds(3));

        assertThat(problem(outcome)).contains("nosuch:1").contains("prepare");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Pod         | spec: {hostNetwork: true, restartPolicy: Never, containers: [{name: a, image: busybox}]} | hostNetwork
            ClusterRole | rules: []                                                                       | clusterroles
            """)
    void a_hook_is_stopped_that_reaches_beyond_its_namespace(String kind, String body, String why) throws Exception {
        String apiVersion = kind.equals("Pod") ? "v1" : "rbac.authorization.k8s.io/v1";
        Path chart = releases.chart("hook.yaml", "apiVersion: " + apiVersion + "\nkind: " + kind
                + "\nmetadata: {name: prepare, annotations: {helm.sh/hook: pre-install}}\n" + body + "\n");

        assertThat(problem(releases.install(chart)))
                .contains("refused while the chart was installed").contains(why);
        assertThat(releases.lab().api().find(ResourceTypes.POD, LabReleases.NAMESPACE, "prepare")).isEmpty();
        assertThat(releases.install(LabReleases.plan(chart, ChartOptions.NONE, true), Releases.USUAL_HOOKS))
                .isInstanceOf(
                        kind.equals("Pod") ? ReleaseOutcome.class : Released.class);
    }

    private static Comparator<KubernetesObject> version() {
        return Comparator.comparing(event -> Long.valueOf(event.resourceVersion()));
    }

    private void hook(String name, String hook, String annotation, String image) {
        Path _ = releases.write("mine/templates/" + name + ".yaml", """
                apiVersion: batch/v1
                kind: Job
                metadata:
                  name: %s
                  annotations:
                    helm.sh/hook: %s
                    %s
                spec:
                  template:
                    spec:
                      restartPolicy: Never
                      containers: [{name: a, image: "%s", command: [sh, -c, "echo done"]}]
                """.formatted(name, hook, annotation, image));
    }
}
