package dev.statelab.kube.release;

import static dev.statelab.kube.release.LabReleases.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.kube.apply.ChartOptions;
import dev.statelab.kube.apply.ManifestReading.Problem;
import dev.statelab.kube.release.PlannedRelease.NotPlanned;
import dev.statelab.kube.release.PlannedRelease.Planned;
import dev.statelab.lab.api.ResourceTypes;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Charts that are not installed: the cluster does not take them, or the grader does not hand them over. */
final class RefusedReleasesTest {

    private final LabReleases releases;

    RefusedReleasesTest(@TempDir Path folder) throws InterruptedException {
        this.releases = new LabReleases(folder);
    }

    @AfterEach
    void close() {
        releases.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            StatefulSet  | replicas: -1   | templates/set.yaml:6:13: | must be greater than or equal to 0
            StatefulSet  | replicas: many | templates/set.yaml:6:13: | cannot unmarshal string
            StatefullSet | replicas: 1    | templates/set.yaml:2:7:  | has no kind StatefullSet
            """)
    void what_the_cluster_refuses_is_shown_in_its_template(String kind, String spec, String place, String why)
            throws Exception {
        Path chart = releases.chart("set.yaml", """
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

        assertThat(problem(releases.install(chart))).contains(place).contains(why);
    }

    @Test
    void objects_of_somebody_else_are_left_alone() throws Exception {
        ObjectNode service = JsonNodeFactory.instance.objectNode()
                .put("apiVersion", "v1").put("kind", "Service");
        service.putObject("metadata").put("name", "web");
        service.putObject("spec").putArray("ports").addObject().put("port", 80);
        ObjectNode _ = releases.lab().api().create(ResourceTypes.SERVICE, LabReleases.NAMESPACE, service);
        Path chart = releases.chart("web.yaml",
                "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 81}]}\n");

        assertThat(problem(releases.install(chart)))
                .contains("templates/web.yaml:3:")
                .contains("remove the object, or give its release's name by --release");
        assertThat(releases.object(ResourceKind.SERVICE, "web").at("/spec/ports/0/port").asInt()).isEqualTo(80);
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
        Path chart = releases.chart("hazard.yaml", "apiVersion: v1\nmetadata: {name: a}\n" + kind + field + "\n");

        PlannedRelease.Planning planning = PlannedRelease.plan(chart, LabReleases.NAMESPACE,
                ChartOptions.NONE, false);

        assertThat(planning).isInstanceOfSatisfying(NotPlanned.class, refused -> {
            assertThat(refused.hazardous()).isTrue();
            assertThat(refused.problems()).singleElement().asString().contains("templates/hazard.yaml:").contains(why);
        });
        assertThat(PlannedRelease.plan(chart, LabReleases.NAMESPACE, ChartOptions.NONE, true))
                .isInstanceOf(Planned.class);
    }

    @Test
    void another_namespace_and_definitions_of_kinds_are_refused_too() throws Exception {
        Path chart = releases.chart("a.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: kube-system}\n");
        Path _ = Files.createDirectories(chart.resolve("crds"));

        assertThat(((NotPlanned) PlannedRelease.plan(chart, LabReleases.NAMESPACE, ChartOptions.NONE, false))
                .problems()).extracting(Problem::toString).satisfiesExactly(
                        first -> assertThat(first).contains("an object for the namespace kube-system"),
                        second -> assertThat(second).contains("crds: expected a chart without"));
    }
}
