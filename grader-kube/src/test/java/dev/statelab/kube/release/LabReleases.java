package dev.statelab.kube.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.ClusterState;
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
import dev.statelab.lab.LabCluster;
import dev.statelab.lab.LabOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A lab cluster on which Helm's own code installs charts, through a kubeconfig that is not trusted. */
final class LabReleases implements AutoCloseable {

    static final String NAMESPACE = "default";
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Path folder;
    private final LabCluster lab = LabCluster.start(LabOptions.defaults().withSpeed(10));
    private final KubeCluster cluster;

    /** @param folder for charts */
    LabReleases(Path folder) throws InterruptedException {
        this.folder = folder;
        Path _ = write("kubeconfig", lab.kubeconfig());
        this.cluster = connect();
    }

    /** The grader once more, which remembers nothing of what was installed. */
    KubeCluster connect() throws InterruptedException {
        return KubeCluster.open(((Ready) UntrustedKubeconfig.connect(folder.resolve("kubeconfig"), "",
                new UntrustedRules(false, true, false))).connection());
    }

    LabCluster lab() {
        return lab;
    }

    KubeCluster cluster() {
        return cluster;
    }

    Path write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Path _ = Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A chart with one template more, and the values {@code code: 3} and {@code image: busybox}. */
    Path chart(String template, String text) {
        Path _ = write("my-chart/values.yaml", "code: 3\nimage: busybox\n");
        Path _ = write("my-chart/templates/" + template, text);
        Path _ = write("my-chart/Chart.yaml", "apiVersion: v2\nname: mine\nversion: 0.1.0\n");
        return folder.resolve("my-chart");
    }

    /** The same with a pod that runs a shell's command before anything else is installed. */
    Path chartWithHook(String command) {
        return chart("hook.yaml", """
                apiVersion: v1
                kind: Pod
                metadata: {name: prepare, annotations: {helm.sh/hook: pre-install}}
                spec:
                  restartPolicy: Never
                  containers: [{name: a, image: busybox, command: [sh, -c, "%s"]}]
                """.formatted(command));
    }

    static PlannedRelease plan(Path chart, ChartOptions options, boolean trusted) {
        return switch (PlannedRelease.plan(chart, NAMESPACE, options, trusted)) {
            case Planned(PlannedRelease release) -> release;
            case NotPlanned(List<Problem> problems, boolean _, var _) -> throw new AssertionError(problems);
        };
    }

    ReleaseOutcome install(Path chart) throws InterruptedException {
        return install(chart, ChartOptions.NONE);
    }

    ReleaseOutcome install(Path chart, ChartOptions options) throws InterruptedException {
        return install(plan(chart, options, false), LONGEST);
    }

    /** @param hooks how long Helm waits for each */
    ReleaseOutcome install(PlannedRelease planned, Duration hooks) throws InterruptedException {
        return cluster.releases().install(planned, NAMESPACE, hooks);
    }

    /** The first of those for which a chart was refused. */
    static String problem(ReleaseOutcome outcome) {
        assertThat(outcome).isInstanceOf(Refused.class);
        return ((Refused) outcome).problems().getFirst().toString();
    }

    List<KubernetesObject> objects(ResourceKind kind) throws InterruptedException {
        return await(kind, _ -> true);
    }

    /** The objects of a kind, once they are as wanted. */
    List<KubernetesObject> await(ResourceKind kind, Predicate<List<KubernetesObject>> wanted)
            throws InterruptedException {
        try (StateFeed feed = cluster.observe(NAMESPACE, Set.of(kind))) {
            ClusterState state = feed.current();
            Instant end = Instant.now().plus(LONGEST);
            while (!wanted.test(objects(state, kind)) && Instant.now().isBefore(end)) {
                state = feed.awaitAfter(state, Duration.between(Instant.now(), end));
            }
            assertThat(wanted.test(objects(state, kind))).as(state.toString()).isTrue();
            return objects(state, kind);
        }
    }

    private static List<KubernetesObject> objects(ClusterState state, ResourceKind kind) {
        return ((Listing.Listed) state.listing(kind)).objects();
    }

    /** Of one object, once it is there. */
    JsonNode object(ResourceKind kind, String name) throws InterruptedException {
        Predicate<KubernetesObject> named = each -> each.name().equals(name);
        return await(kind, objects -> objects.stream().anyMatch(named)).stream().filter(named).findFirst().orElseThrow()
                .json();
    }

    @Override
    public void close() {
        cluster.close();
        lab.close();
    }
}
