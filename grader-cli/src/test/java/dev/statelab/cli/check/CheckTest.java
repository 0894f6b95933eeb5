package dev.statelab.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckTest {

    @TempDir
    private Path folder = Path.of("");

    private final Terminal terminal = new Terminal();

    @ParameterizedTest
    @ValueSource(strings = {"task-02", "task-05"})
    void a_reference_solution_is_clean(String task) {
        int exitCode = terminal.run("check", task, "../reference-solutions/" + task, "--format", "lines");

        assertThat(terminal.out()).isEmpty();
        assertThat(exitCode).isZero();
    }

    @Test
    void it_says_what_needs_a_cluster() {
        int _ = terminal.run("check", "task-02", "../reference-solutions/task-02");

        assertThat(terminal.out()).contains("Only a running cluster tells:", "an answer of pod key-value-svc-0",
                "status of Pods key-value-svc-0", "8 criteria: 2 met, 0 not met, 6 open");
    }

    /** Line numbers are those of reference-solutions/task-02/statefulset.yaml and service.yaml. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            replicas: 4                     | replicas: 3                 | statefulset.yaml:10:13: error: replicas: expected spec.replicas: 4, found 3
            __replicas: 4                   |                             | statefulset.yaml:8:1: error: replicas: expected spec.replicas: 4, found 1 (spec has no 'replicas')
            clusterIP: None                 | type: NodePort              | service.yaml:9:1: error: headless-service: expected clusterIP: None
            serviceName: key-value-headless | serviceName: other          | statefulset.yaml:9:16: error: headless-service: expected spec.serviceName
            name: key-value-svc             | name: kv                    | statefulset.yaml:4:9: error: statefulset-exists: expected a StatefulSet named key-value-svc
            mountPath: /data                | mountPath: /var/data        | statefulset.yaml:41:26: error: pvcs-created: expected the volume data mounted at /data
            storage: 1Mi                    | storage: 1Ki                | statefulset.yaml:50:22: error: pvcs-created: expected at least 1Mi
            replicas: 4                     | replica: 4                  | statefulset.yaml:10:12: error: unknown field "spec.replica" (did you mean 'replicas'?)
            replicas: 4                     | replicas: "4"               | statefulset.yaml:10:13: error: spec.replicas: expected a whole number, found text
            apiVersion: apps/v1             | apiVersion: v1              | statefulset.yaml:1:13: error: expected apiVersion apps/v1 for a StatefulSet, found v1
            kind: StatefulSet               | kind: Statefulset           | statefulset.yaml:2:7: error: Kubernetes has no kind 'Statefulset' in apps/v1 (did you mean 'StatefulSet'?)
            name: key-value-svc             | name: Key_Value             | statefulset.yaml:4:9: error: metadata.name: Invalid value: "Key_Value"
            mountPath: /data                | mountpath: /data            | statefulset.yaml:41:26: error: unknown field "spec.template.spec.containers[0].volumeMounts[0].mountpath" (did you mean 'mountPath'?)
            """)
    void a_mistake_is_found_at_its_line(String right, String wrong, String line) throws IOException {
        change(right, wrong == null ? "" : wrong);

        int exitCode = terminal.run("check", "task-02", folder.toString(), "--format", "lines");

        assertThat(terminal.out().lines().map(found -> found.replace(folder + "/", "")))
                .anyMatch(found -> found.startsWith(line));
        assertThat(exitCode).isOne();
    }

    @Test
    void a_selector_that_does_not_match_the_template_is_refused() throws IOException {
        change("    matchLabels:\n      app: key-value", "    matchLabels:\n      app: other");

        assertThat(lines())
                .anyMatch(line -> line.contains("statefulset.yaml:16:7: error: spec.template.metadata.labels"));
    }

    @Test
    void a_mount_without_a_volume_keeps_the_pods_away() throws IOException {
        change("            - name: data\n              mount", "            - name: dta\n              mount");

        assertThat(lines()).anyMatch(line -> line.contains("statefulset.yaml:40:21: error: the API server takes "
                + "StatefulSet key-value-svc, but not the pods that it makes: "
                + "spec.containers[0].volumeMounts[0].name: Not found: \"dta\""))
                .anyMatch(line -> line.contains("statefulset.yaml:1:1: error: pods-running: "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            apps/v1  | Deployment | {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, %s}}
            batch/v1 | Job        | {template: {%s}}
            batch/v1 | CronJob    | {schedule: '* * * * *', jobTemplate: {spec: {template: {%s}}}}
            """)
    void pods_of_other_workloads_that_the_api_server_does_not_take_are_told(String apiVersion, String kind,
            String spec) throws IOException {
        change("", "");
        String pod = "spec: {serviceAccountName: nosuch, restartPolicy: %s, containers: [{name: a, image: busybox}]}"
                .formatted(kind.equals("Deployment") ? "Always" : "Never");
        Files.writeString(folder.resolve("zzz.yaml"), "apiVersion: " + apiVersion + "\nkind: " + kind
                + "\nmetadata: {name: web}\nspec: " + spec.formatted(pod) + "\n");

        assertThat(lines()).singleElement().asString().contains("zzz.yaml:", "error: the API server takes " + kind
                + " web, but not the pods that it makes: ", "serviceaccount \"nosuch\" not found");
    }

    @Test
    void an_object_that_is_there_twice_is_an_error() throws IOException {
        change("", "");
        Files.copy(folder.resolve("service.yaml"), folder.resolve("zzz.yaml"));

        assertThat(lines()).singleElement().asString()
                .contains("zzz.yaml:5:9: error: expected each object once", "service.yaml:5:9");
    }

    @Test
    void a_file_that_cannot_be_read_does_not_keep_the_others_from_being_judged() throws IOException {
        change("replicas: 4", "replicas: 3");
        Files.writeString(folder.resolve("service.yaml"), "kind: Service\n\tmetadata: {}\n");

        int exitCode = terminal.run("check", "task-02", folder.toString(), "--format", "lines");

        assertThat(terminal.out()).contains("service.yaml:2:1: error: not YAML", "error: replicas: expected")
                .doesNotContain("headless-service");
        assertThat(exitCode).isEqualTo(2);
    }

    @Test
    void a_custom_resource_is_not_judged() throws IOException {
        change("", "");
        Files.writeString(folder.resolve("custom.yaml"),
                "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\n");

        assertThat(lines()).singleElement().asString().contains("custom.yaml:2:7: note: not judged: Widget");
    }

    @Test
    void students_see_nothing_of_hidden_criteria_and_owe_no_bonus() throws IOException {
        Path task = Files.createDirectories(folder.resolve("tasks/own")).resolve("task.yaml");
        Files.writeString(task, """
                apiVersion: statelab.dev/v1
                kind: Task
                metadata: {name: own, title: My own}
                spec:
                  namespace: own
                  observe:
                    set: {apiVersion: apps/v1, kind: StatefulSet, name: key-value-svc}
                    service: {apiVersion: v1, kind: Service, name: nosuch}
                  criteria:
                    - {id: a, title: A, points: 100, expect: [{that: exists(set)}]}
                    - {id: b, title: B, points: 10, bonus: true, expect: [{that: exists(service)}]}
                    - {id: secret, title: Secretly, points: 5, hidden: true, expect: [{that: exists(service)}]}
                """);
        List<String> line = List.of("check", "own", "../reference-solutions/task-02/statefulset.yaml", "--tasks",
                folder.resolve("tasks").toString(), "-n", "task-02");

        int forStudents = terminal.run(line.toArray(String[]::new));
        Terminal other = new Terminal();
        int forInstructors = other
                .run(Stream.concat(line.stream(), Stream.of("--audience", "instructor")).toArray(String[]::new));

        assertThat(terminal.out()).contains("✗ B (bonus)").doesNotContain("Secretly");
        assertThat(forStudents).isZero();
        assertThat(other.out()).contains("✗ Secretly (hidden)");
        assertThat(forInstructors).isOne();
    }

    private List<String> lines() {
        int _ = terminal.run("check", "task-02", folder.toString(), "--format", "lines");
        return terminal.out().lines().toList();
    }

    /** Makes a solution in the folder that differs from the reference in one place. */
    private void change(String right, String wrong) throws IOException {
        for (String file : List.of("service.yaml", "statefulset.yaml")) {
            String text = Files.readString(Path.of("../reference-solutions/task-02", file));
            String changed = right.startsWith("__")
                    ? text.replaceFirst("(?m)^ *" + right.substring(2) + "\\n", wrong)
                    : text.replace(right, wrong);
            Files.writeString(folder.resolve(file), changed);
        }
    }
}
