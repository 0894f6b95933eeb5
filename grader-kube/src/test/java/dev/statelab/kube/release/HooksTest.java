package dev.statelab.kube.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.StateFeed;
import dev.statelab.kube.KubeCluster;
import dev.statelab.kube.apply.ChartOptions;
import dev.statelab.kube.apply.ManifestReading.Problem;
import dev.statelab.kube.connect.ConnectResult.Ready;
import dev.statelab.kube.connect.UntrustedKubeconfig;
import dev.statelab.kube.connect.UntrustedRules;
import dev.statelab.kube.release.PlannedRelease.NotPlanned;
import dev.statelab.kube.release.PlannedRelease.Planned;
import dev.statelab.kube.release.ReleaseOutcome.Refused;
import dev.statelab.kube.release.ReleaseOutcome.Released;
import dev.statelab.lab.LabCluster;
import dev.statelab.lab.LabOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs and pods that a chart runs around its installation. */
final class HooksTest {

    private static final String NAMESPACE = "default";
    private static final ResourceKind JOB = new ResourceKind("batch/v1", "Job");

    private final Path folder;
    private final LabCluster lab = LabCluster.start(LabOptions.defaults().withSpeed(10));
    private final KubeCluster cluster;

    HooksTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), lab.kubeconfig());
        this.cluster = KubeCluster.open(((Ready) UntrustedKubeconfig.connect(kubeconfig, "",
                new UntrustedRules(false, true, false))).connection());
        write("Chart.yaml", "apiVersion: v2\nname: mine\nversion: 0.1.0\n");
        write("templates/own.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: own}\n");
    }

    @AfterEach
    void close() {
        cluster.close();
        lab.close();
    }

    @Test
    void jobs_run_one_after_the_other_in_the_order_of_their_weights() throws Exception {
        hook("third", "post-install", "helm.sh/hook-weight: \"-9\"", "busybox");
        hook("second", "pre-install", "helm.sh/hook-weight: \"5\"", "busybox");
        hook("first", "pre-install", "helm.sh/hook-weight: \"-5\"", "busybox");

        assertThat(install()).isEqualTo(new Released("mine", "1"));

        assertThat(objects(ResourceKind.EVENT).stream()
                .filter(event -> event.json().path("reason").asText().equals("Completed")).sorted(version())
                .map(event -> event.json().at("/involvedObject/name").asText()))
                .containsExactly("first", "second", "third");
    }

    @Test
    void a_job_stays_or_goes_as_its_delete_policy_says() throws Exception {
        hook("stays", "pre-install,pre-upgrade", "", "busybox");
        hook("goes", "pre-install,pre-upgrade", "helm.sh/hook-delete-policy: hook-succeeded", "busybox");

        assertThat(install()).isEqualTo(new Released("mine", "1"));
        assertThat(objects(JOB)).extracting(KubernetesObject::name).containsExactly("stays");
        String before = objects(JOB).getFirst().uid();

        assertThat(install()).isEqualTo(new Released("mine", "2"));
        assertThat(objects(JOB)).singleElement().satisfies(job -> {
            assertThat(job.name()).isEqualTo("stays");
            assertThat(job.uid()).isNotEqualTo(before);
        });
    }

    /** Helm itself would wait for 5 minutes, and say that it has waited. */
    @Test
    void nobody_waits_for_an_image_that_does_not_exist() throws Exception {
        hook("prepare", "pre-install", "", "nosuch:1");

        assertThat(install()).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.problems())
                .singleElement().extracting(Problem::message).asString()
                .contains("expected the chart's hooks to end well: nothing more can come of them: pod prepare-")
                .contains("nosuch:1"));

        hook("prepare", "pre-install", "", "busybox");
        assertThat(install()).isEqualTo(new Released("mine", "1"));
    }

    @Test
    void nobody_waits_for_a_node_that_there_is_not() throws Exception {
        write("templates/prepare.yaml", """
                apiVersion: v1
                kind: Pod
                metadata: {name: prepare, annotations: {helm.sh/hook: pre-install}}
                spec:
                  nodeSelector: {disk: nosuch}
                  containers: [{name: a, image: busybox, command: ["true"]}]
                """);

        assertThat(install()).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.problems())
                .singleElement().extracting(Problem::message).asString().contains("pod prepare: Unschedulable"));
    }

    private static Comparator<KubernetesObject> version() {
        return Comparator.comparing(event -> Long.valueOf(event.resourceVersion()));
    }

    private void hook(String name, String hook, String annotation, String image) throws IOException {
        write("templates/" + name + ".yaml", """
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

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve("mine").resolve(name);
        Path _ = Files.createDirectories(file.getParent());
        Path _ = Files.writeString(file, text);
    }

    private ReleaseOutcome install() throws InterruptedException {
        return switch (PlannedRelease.plan(folder.resolve("mine"), NAMESPACE,
                new ChartOptions("", List.of(), Map.of()), false)) {
            case Planned(PlannedRelease release) ->
                cluster.releases().install(release, NAMESPACE, Releases.USUAL_HOOKS);
            case NotPlanned(List<Problem> problems, boolean _, var _) -> throw new AssertionError(problems);
        };
    }

    private List<KubernetesObject> objects(ResourceKind kind) throws InterruptedException {
        try (StateFeed feed = cluster.observe(NAMESPACE, Set.of(kind))) {
            return ((Listing.Listed) feed.current().listing(kind)).objects();
        }
    }
}
