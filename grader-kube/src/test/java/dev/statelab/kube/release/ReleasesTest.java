package dev.statelab.kube.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.Command;
import dev.statelab.core.cluster.CommandAnswer;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.cluster.PodRequest;
import dev.statelab.core.cluster.Relations;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.StateFeed;
import dev.statelab.core.cluster.Target;
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
import dev.statelab.kube.release.ReleaseOutcome.Unknown;
import dev.statelab.lab.LabCluster;
import dev.statelab.lab.LabOptions;
import dev.statelab.lab.api.ResourceTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Helm's own code on a lab cluster, through a kubeconfig that is not trusted. */
final class ReleasesTest {

    private static final Path CHARTS = Path.of("../reference-solutions/lab-14");
    private static final Duration HOOKS = Duration.ofSeconds(60);
    private static final String NAMESPACE = "default";

    private final Path folder;
    private final LabCluster lab = LabCluster.start(LabOptions.defaults().withSpeed(10));
    private final KubeCluster cluster;

    ReleasesTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), lab.kubeconfig());
        this.cluster = KubeCluster.open(((Ready) UntrustedKubeconfig.connect(kubeconfig, "",
                new UntrustedRules(false, true, false))).connection());
    }

    @AfterEach
    void close() {
        cluster.close();
        lab.close();
    }

    @ParameterizedTest
    @CsvSource({"app-stateful-python-app, python-app, 8000, /data/visits",
        "myapp-stateful, myapp, 8000, /data/visits.txt", "timeapp, timeapp, 8080, /data/visits.txt"})
    void installs_a_reference_chart_whose_pods_become_ready_and_count(String chart, String container, int port,
            String file) throws Exception {
        ReleaseOutcome outcome = install(CHARTS.resolve(chart), ChartOptions.NONE);

        assertThat(outcome).isEqualTo(new Released(chart, "1"));
        ClusterState state = await(ResourceKind.POD, pods -> pods.stream()
                .filter(pod -> pod.name().startsWith(chart + "-") && Relations.isReady(pod)).count() == 3);
        assertThat(pods(state)).filteredOn(pod -> !Relations.isReady(pod)).allSatisfy(
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
        Path values = Files.writeString(folder.resolve("values.yaml"), "replicas: 1\nport: 8100\n");

        ReleaseOutcome first = install(chart, new ChartOptions("mine", List.of(values), Map.of("nodePort", "30007")));
        ReleaseOutcome second = install(chart, new ChartOptions("mine", List.of(), Map.of("replicas", "2")));

        assertThat(List.of(first, second)).containsExactly(new Released("mine", "1"), new Released("mine", "2"));
        assertThat(object(ResourceKind.STATEFUL_SET, "myapp-stateful").at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(object(ResourceKind.SERVICE, "myapp-service").at("/spec/ports/0/nodePort").asInt())
                .isEqualTo(30001);
    }

    @Test
    void other_releases_and_leftovers_do_not_disturb() throws Exception {
        assertThat(install(CHARTS.resolve("timeapp"), new ChartOptions("other", List.of(), Map.of())))
                .isInstanceOf(Released.class);

        assertThat(install(CHARTS.resolve("timeapp"), ChartOptions.NONE)).isEqualTo(new Released("timeapp", "1"));

        assertThat(charts()).extracting(KubernetesObject::name).containsExactly("other", "timeapp");
    }

    @Test
    void a_hook_that_fails_is_told_with_its_reason() throws Exception {
        chart("hook.yaml", """
                apiVersion: v1
                kind: Pod
                metadata: {name: prepare, annotations: {helm.sh/hook: pre-install}}
                spec:
                  restartPolicy: Never
                  containers: [{name: a, image: busybox, command: [sh, -c, "exit 3"]}]
                """);

        assertThat(problem(install(folder.resolve("my-chart"), ChartOptions.NONE)))
                .contains("expected the chart's hooks to end well").contains("pod prepare failed")
                .contains("pod prepare: container a ended with exit code 3");
    }

    @Test
    void a_hook_that_does_not_end_is_given_up() throws Exception {
        chart("hook.yaml", """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: prepare, annotations: {helm.sh/hook: pre-install}}
                spec:
                  template:
                    spec:
                      restartPolicy: Never
                      containers: [{name: a, image: "nosuch:1"}]
                """);

        ReleaseOutcome outcome = cluster.releases().install(plan(folder.resolve("my-chart"), ChartOptions.NONE),
                NAMESPACE, Duration.ofSeconds(3));

        assertThat(problem(outcome)).contains("nosuch:1").contains("prepare");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Pod         | spec: {hostNetwork: true, restartPolicy: Never, containers: [{name: a, image: busybox}]} | hostNetwork
            ClusterRole | rules: []                                                                       | clusterroles
            """)
    void a_hook_is_stopped_that_reaches_beyond_its_namespace(String kind, String body, String why) throws Exception {
        String apiVersion = kind.equals("Pod") ? "v1" : "rbac.authorization.k8s.io/v1";
        chart("hook.yaml", "apiVersion: " + apiVersion + "\nkind: " + kind
                + "\nmetadata: {name: prepare, annotations: {helm.sh/hook: pre-install}}\n" + body + "\n");

        assertThat(problem(install(folder.resolve("my-chart"), ChartOptions.NONE)))
                .contains("refused while the chart was installed").contains(why);
        assertThat(lab.api().find(ResourceTypes.POD, NAMESPACE, "prepare")).isEmpty();
        assertThat(install(folder.resolve("my-chart"), ChartOptions.NONE, true)).isInstanceOf(
                kind.equals("Pod") ? ReleaseOutcome.class : Released.class);
    }

    @Test
    void what_failed_before_is_replaced() throws Exception {
        chart("hook.yaml", """
                apiVersion: v1
                kind: Pod
                metadata: {name: prepare, annotations: {helm.sh/hook: pre-install}}
                spec:
                  restartPolicy: Never
                  containers: [{name: a, image: busybox, command: [sh, -c, "exit {{ .Values.code }}"]}]
                """);

        ReleaseOutcome first = install(folder.resolve("my-chart"), ChartOptions.NONE);
        ReleaseOutcome second = install(folder.resolve("my-chart"),
                new ChartOptions("", List.of(), Map.of("code", "0")));

        assertThat(first).isInstanceOf(Refused.class);
        assertThat(second).isEqualTo(new Released("my-chart", "1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            StatefulSet  | replicas: -1   | templates/set.yaml:6:13: | must be greater than or equal to 0
            StatefulSet  | replicas: many | templates/set.yaml:6:13: | cannot unmarshal string
            StatefullSet | replicas: 1    | templates/set.yaml:2:7:  | has no kind StatefullSet
            """)
    void what_the_cluster_refuses_is_shown_in_its_template(String kind, String spec, String place, String why)
            throws Exception {
        chart("set.yaml", """
                apiVersion: apps/v1
                kind: %s
                metadata:
                  name: kv
                spec:
                  %s
                  serviceName: kv
                  selector: {matchLabels: {app: kv}}
                  template:
                    metadata: {labels: {app: kv}}
                    spec:
                      containers: [{name: kv, image: "{{ .Values.image }}"}]
                """.formatted(kind, spec));

        assertThat(problem(install(folder.resolve("my-chart"), ChartOptions.NONE))).contains(place).contains(why);
    }

    @Test
    void objects_of_somebody_else_are_left_alone() throws Exception {
        ObjectNode service = JsonNodeFactory.instance.objectNode()
                .put("apiVersion", "v1").put("kind", "Service");
        service.putObject("metadata").put("name", "web");
        service.putObject("spec").putArray("ports").addObject().put("port", 80);
        ObjectNode _ = lab.api().create(ResourceTypes.SERVICE, NAMESPACE, service);
        chart("web.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 81}]}\n");

        assertThat(problem(install(folder.resolve("my-chart"), ChartOptions.NONE)))
                .contains("templates/web.yaml:3:")
                .contains("remove the object, or give its release's name by --release");
        assertThat(object(ResourceKind.SERVICE, "web").at("/spec/ports/0/port").asInt()).isEqualTo(80);
    }

    @Test
    void a_cluster_that_is_not_there_is_no_fault_of_the_chart() throws Exception {
        PlannedRelease planned = plan(CHARTS.resolve("timeapp"), ChartOptions.NONE);
        lab.close();

        assertThat(cluster.releases().install(planned, NAMESPACE, HOOKS)).isInstanceOfSatisfying(Unknown.class,
                unknown -> assertThat(unknown.cause().reason()).isEqualTo(Reason.UNREACHABLE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kind: ClusterRole                                          | a ClusterRole, which is the whole cluster's
            spec: {hostNetwork: true, containers: [{name: a}]}         | a pod with hostNetwork
            spec: {template: {spec: {hostPID: true, containers: []}}}  | a pod with hostPID
            spec: {containers: [{securityContext: {privileged: true}}]} | a privileged container
            spec: {initContainers: [{securityContext: {privileged: true}}], containers: []} | a privileged container
            spec: {containers: [{securityContext: {capabilities: {add: [SYS_ADMIN]}}}]} | the capability SYS_ADMIN
            spec: {containers: [{ports: [{hostPort: 80}]}]}            | a port of the node
            spec: {containers: [], volumes: [{name: a, hostPath: {path: /}}]} | a volume that is a folder of the node
            """)
    void what_reaches_beyond_its_namespace_is_refused(String field, String why) throws Exception {
        String kind = field.startsWith("kind") ? "" : "kind: Pod\n";
        chart("hazard.yaml", "apiVersion: v1\nmetadata: {name: a}\n" + kind + field + "\n");

        PlannedRelease.Planning planning = PlannedRelease.plan(folder.resolve("my-chart"), NAMESPACE,
                ChartOptions.NONE, false);

        assertThat(planning).isInstanceOfSatisfying(NotPlanned.class, refused -> {
            assertThat(refused.hazardous()).isTrue();
            assertThat(refused.problems()).singleElement().asString().contains("templates/hazard.yaml:").contains(why);
        });
        assertThat(PlannedRelease.plan(folder.resolve("my-chart"), NAMESPACE, ChartOptions.NONE, true))
                .isInstanceOf(Planned.class);
    }

    @Test
    void another_namespace_and_definitions_of_kinds_are_refused_too() throws Exception {
        chart("a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: kube-system}\n");
        Files.createDirectories(folder.resolve("my-chart/crds"));

        assertThat(((NotPlanned) PlannedRelease.plan(folder.resolve("my-chart"), NAMESPACE, ChartOptions.NONE, false))
                .problems()).extracting(Problem::toString).satisfiesExactly(
                        first -> assertThat(first).contains("an object for the namespace kube-system"),
                        second -> assertThat(second).contains("crds: expected a chart without"));
    }

    private ReleaseOutcome install(Path chart, ChartOptions options) throws InterruptedException {
        return install(chart, options, false);
    }

    private ReleaseOutcome install(Path chart, ChartOptions options, boolean trusted) throws InterruptedException {
        return cluster.releases().install(plan(chart, options, trusted), NAMESPACE, HOOKS);
    }

    private static PlannedRelease plan(Path chart, ChartOptions options) {
        return plan(chart, options, false);
    }

    private static PlannedRelease plan(Path chart, ChartOptions options, boolean trusted) {
        return switch (PlannedRelease.plan(chart, NAMESPACE, options, trusted)) {
            case Planned(PlannedRelease release) -> release;
            case NotPlanned(List<Problem> problems, boolean _, var _) -> throw new AssertionError(problems);
        };
    }

    private static String problem(ReleaseOutcome outcome) {
        assertThat(outcome).isInstanceOf(Refused.class);
        return ((Refused) outcome).problems().getFirst().toString();
    }

    private void chart(String template, String text) throws IOException {
        Path templates = Files.createDirectories(folder.resolve("my-chart/templates"));
        Path _ = Files.writeString(folder.resolve("my-chart/Chart.yaml"),
                "apiVersion: v2\nname: mine\nversion: 0.1.0\n");
        Path _ = Files.writeString(folder.resolve("my-chart/values.yaml"), "code: 3\nimage: busybox\n");
        Path _ = Files.writeString(templates.resolve(template), text);
    }

    private ClusterState await(ResourceKind kind, Predicate<List<KubernetesObject>> wanted)
            throws InterruptedException {
        try (StateFeed feed = cluster.observe(NAMESPACE, Set.of(kind))) {
            ClusterState state = feed.current();
            Instant end = Instant.now().plusSeconds(60);
            while (!wanted.test(((Listing.Listed) state.listing(kind)).objects()) && Instant.now().isBefore(end)) {
                state = feed.awaitAfter(state, Duration.between(Instant.now(), end));
            }
            assertThat(wanted.test(((Listing.Listed) state.listing(kind)).objects())).as(state.toString()).isTrue();
            return state;
        }
    }

    private static List<KubernetesObject> pods(ClusterState state) {
        return ((Listing.Listed) state.listing(ResourceKind.POD)).objects();
    }

    private List<KubernetesObject> charts() throws InterruptedException {
        try (StateFeed feed = cluster.observe(NAMESPACE, Set.of(ResourceKind.CHART))) {
            return ((Listing.Listed) feed.current().listing(ResourceKind.CHART)).objects();
        }
    }

    private KubernetesObject chartOf(String release) throws InterruptedException {
        return charts().stream().filter(chart -> chart.name().equals(release)).findFirst().orElseThrow();
    }

    private static List<String> followed(KubernetesObject chart, String kind) {
        return chart.json().path("rendered").valueStream()
                .filter(rendered -> rendered.path("kind").asText().equals(kind))
                .flatMap(rendered -> rendered.path("followsValues").propertyStream())
                .map(Map.Entry::getKey).toList();
    }

    private JsonNode object(ResourceKind kind, String name) throws InterruptedException {
        return ((Listing.Listed) await(kind, objects -> objects.stream().anyMatch(each -> each.name().equals(name)))
                .listing(kind)).objects().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow()
                .json();
    }

    private String content(String pod, String container, String file) throws InterruptedException {
        CommandAnswer answer = cluster.exec(new Command(NAMESPACE, pod, container, List.of("cat", file), 100,
                Duration.ofSeconds(10)));
        assertThat(answer).isInstanceOf(CommandAnswer.Ended.class);
        return ((CommandAnswer.Ended) answer).stdout().text();
    }

    private String visit(String pod, int port) throws InterruptedException {
        PodAnswer answer = cluster.send(new PodRequest(NAMESPACE, new Target.Pod(pod), port, "GET", "/", Map.of(), "",
                Duration.ofSeconds(10)));
        assertThat(answer).isInstanceOf(PodAnswer.Answered.class);
        return ((PodAnswer.Answered) answer).body();
    }
}
