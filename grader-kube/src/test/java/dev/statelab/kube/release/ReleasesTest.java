package dev.statelab.kube.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.core.cluster.Command;
import dev.statelab.core.cluster.CommandAnswer;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.cluster.PodRequest;
import dev.statelab.core.cluster.Relations;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.Target;
import dev.statelab.kube.apply.ChartOptions;
import dev.statelab.kube.release.ReleaseOutcome.Refused;
import dev.statelab.kube.release.ReleaseOutcome.Released;
import dev.statelab.kube.release.ReleaseOutcome.Unknown;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Charts that Helm's own code installs, and installs again. */
final class ReleasesTest {

    private static final Path CHARTS = Path.of("../reference-solutions/lab-14");

    private final LabReleases releases;

    ReleasesTest(@TempDir Path folder) throws InterruptedException {
        this.releases = new LabReleases(folder);
    }

    @AfterEach
    void close() {
        releases.close();
    }

    @ParameterizedTest
    @CsvSource({"app-stateful-python-app, python-app, 8000, /data/visits",
        "myapp-stateful, myapp, 8000, /data/visits.txt", "timeapp, timeapp, 8080, /data/visits.txt"})
    void installs_a_reference_chart_whose_pods_become_ready_and_count(String chart, String container, int port,
            String file) throws Exception {
        ReleaseOutcome outcome = releases.install(CHARTS.resolve(chart));

        assertThat(outcome).isEqualTo(new Released(chart, "1"));
        List<KubernetesObject> all = releases.await(ResourceKind.POD, pods -> pods.stream()
                .filter(pod -> pod.name().startsWith(chart + "-") && Relations.isReady(pod)).count() == 3);
        assertThat(all).filteredOn(pod -> !Relations.isReady(pod)).allSatisfy(
                hook -> assertThat(hook.json().at("/status/phase").asText()).isEqualTo("Succeeded"));
        assertThat(visit(chart + "-1", port)).startsWith("Visits: ").endsWith("Pod: " + chart + "-1\n");
        assertThat(chartOf(chart)).satisfies(object -> {
            assertThat(object.json().path("source").asText()).isEqualTo("release");
            assertThat(object.json().path("status").asText()).isEqualTo("deployed");
            assertThat(followed(object, "StatefulSet")).contains("spec.replicas", "spec.podManagementPolicy");
        });
        assertThat(content(chart + "-1", container, file)).isNotBlank();
    }

    @Test
    void upgrades_what_it_installed_and_forgets_earlier_values() throws Exception {
        Path chart = CHARTS.resolve("myapp-stateful");
        Path values = releases.write("values.yaml", "replicas: 1\nport: 8100\n");

        ReleaseOutcome first = releases.install(chart,
                new ChartOptions("mine", List.of(values), Map.of("nodePort", "30007")));
        ReleaseOutcome second = releases.install(chart, new ChartOptions("mine", List.of(), Map.of("replicas", "2")));

        assertThat(List.of(first, second)).containsExactly(new Released("mine", "1"), new Released("mine", "2"));
        assertThat(releases.object(ResourceKind.STATEFUL_SET, "myapp-stateful").at("/spec/replicas").asInt())
                .isEqualTo(2);
        assertThat(releases.object(ResourceKind.SERVICE, "myapp-service").at("/spec/ports/0/nodePort").asInt())
                .isEqualTo(30001);
    }

    @Test
    void other_releases_and_leftovers_do_not_disturb() throws Exception {
        assertThat(releases.install(CHARTS.resolve("timeapp"), new ChartOptions("other", List.of(), Map.of())))
                .isInstanceOf(Released.class);

        assertThat(releases.install(CHARTS.resolve("timeapp"))).isEqualTo(new Released("timeapp", "1"));

        assertThat(releases.objects(ResourceKind.CHART)).extracting(KubernetesObject::name).containsExactly("other",
                "timeapp");
    }

    @Test
    void what_failed_before_is_replaced() throws Exception {
        Path chart = releases.chartWithHook("exit {{ .Values.code }}");

        ReleaseOutcome first = releases.install(chart);
        ReleaseOutcome second = releases.install(chart,
                new ChartOptions("", List.of(), Map.of("code", "0")));

        assertThat(first).isInstanceOf(Refused.class);
        assertThat(second).isEqualTo(new Released("my-chart", "1"));
    }

    @Test
    void a_cluster_that_is_not_there_is_no_fault_of_the_chart() throws Exception {
        PlannedRelease planned = LabReleases.plan(CHARTS.resolve("timeapp"), ChartOptions.NONE, false);
        releases.lab().close();

        assertThat(releases.install(planned, Releases.USUAL_HOOKS)).isInstanceOfSatisfying(Unknown.class,
                unknown -> assertThat(unknown.cause().reason()).isEqualTo(Reason.UNREACHABLE));
    }

    private KubernetesObject chartOf(String release) throws InterruptedException {
        return releases.objects(ResourceKind.CHART).stream().filter(chart -> chart.name().equals(release)).findFirst()
                .orElseThrow();
    }

    private static List<String> followed(KubernetesObject chart, String kind) {
        return chart.json().path("rendered").valueStream()
                .filter(rendered -> rendered.path("kind").asText().equals(kind))
                .flatMap(rendered -> rendered.path("followsValues").propertyStream())
                .map(Map.Entry::getKey).toList();
    }

    private String content(String pod, String container, String file) throws InterruptedException {
        CommandAnswer answer = releases.cluster()
                .exec(new Command(LabReleases.NAMESPACE, pod, container, List.of("cat", file), 100,
                        Duration.ofSeconds(10)));
        assertThat(answer).isInstanceOf(CommandAnswer.Ended.class);
        return ((CommandAnswer.Ended) answer).stdout().text();
    }

    private String visit(String pod, int port) throws InterruptedException {
        PodAnswer answer = releases.cluster()
                .send(new PodRequest(LabReleases.NAMESPACE, new Target.Pod(pod), port, "GET", "/", Map.of(), "",
                        Duration.ofSeconds(10)));
        assertThat(answer).isInstanceOf(PodAnswer.Answered.class);
        return ((PodAnswer.Answered) answer).body();
    }
}
