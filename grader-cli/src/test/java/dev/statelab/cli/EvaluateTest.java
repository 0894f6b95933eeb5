package dev.statelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real manifests, a real application, a Kubernetes API: from the command line to the report. */
class EvaluateTest {

    private static final Path SOLUTIONS = Path.of("../reference-solutions");

    private final Terminal terminal = new Terminal();

    @TempDir
    private Path folder = Path.of("");

    private static JsonNode criterion(JsonNode evaluation, String id) {
        return StreamSupport.stream(evaluation.path("criteria").spliterator(), false)
                .filter(criterion -> criterion.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode rootCause(JsonNode evaluation, String criterion) {
        return StreamSupport.stream(evaluation.path("rootCauses").spliterator(), false)
                .filter(cause -> cause.path("criteria").toString().contains('"' + criterion + '"'))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> idsWithOutcome(JsonNode evaluation, String outcome) {
        return StreamSupport.stream(evaluation.path("criteria").spliterator(), false)
                .filter(criterion -> criterion.path("outcome").asText().equals(outcome))
                .map(criterion -> criterion.path("id").asText())
                .toList();
    }

    private JsonNode evaluate(String task, Path... applied) throws IOException {
        String[] args = new String[5 + 2 * applied.length];
        args[0] = "evaluate";
        args[1] = task;
        args[2] = "--lab";
        args[3] = "--format";
        args[4] = "json";
        for (int i = 0; i < applied.length; i++) {
            args[5 + 2 * i] = "--apply";
            args[6 + 2 * i] = applied[i].toString();
        }
        int _ = terminal.run(args);
        assertThat(terminal.out()).describedAs(terminal.err()).isNotEmpty();
        return new ObjectMapper().readTree(terminal.out());
    }

    /** A reference solution in which one piece of text is another. */
    private Path changed(String task, String text, String replacement) throws IOException {
        String manifest = Files.readString(SOLUTIONS.resolve(task + "-all-in-one.yaml"));
        assertThat(manifest).contains(text);
        return Files.writeString(folder.resolve("changed.yaml"), manifest.replace(text, replacement));
    }

    @Test
    void the_reference_solution_of_task_02_scores_100() throws IOException {
        JsonNode evaluation = evaluate("task-02", SOLUTIONS.resolve("task-02"));

        assertThat(evaluation.path("status").asText()).describedAs(terminal.out()).isEqualTo("complete");
        assertThat(evaluation.path("score").asInt()).describedAs(terminal.out()).isEqualTo(100);
        assertThat(evaluation.path("timing").path("restartMillis").asLong()).isPositive();
    }

    @Test
    void the_reference_solution_of_task_05_scores_100() throws IOException {
        JsonNode evaluation = evaluate("task-05", SOLUTIONS.resolve("task-05"));

        assertThat(evaluation.path("status").asText()).describedAs(terminal.out()).isEqualTo("complete");
        assertThat(evaluation.path("score").asInt()).describedAs(terminal.out()).isEqualTo(100);
    }

    @Test
    void only_instructors_see_hidden_criteria() throws IOException {
        Path task = Files.createDirectories(folder.resolve("tasks/small")).resolve("task.yaml");
        Files.writeString(task, """
                apiVersion: statelab.dev/v1
                kind: Task
                metadata: {name: small, title: A small task}
                spec:
                  namespace: small
                  maxPoints: 10
                  observe:
                    service: {apiVersion: v1, kind: Service, name: web}
                  criteria:
                    - {id: there, title: It is there, points: 10, expect: [{that: "!exists(service)"}]}
                    - {id: secret, title: Secretly, points: 5, hidden: true, expect: [{that: exists(service)}]}
                """);
        String[] line = {"evaluate", "small", "--lab", "--tasks", folder.resolve("tasks").toString()};
        Terminal instructors = new Terminal();

        int _ = terminal.run(line);
        int _ = instructors.run(Stream.concat(Stream.of(line), Stream.of("--audience", "instructor"))
                .toArray(String[]::new));

        assertThat(terminal.out() + terminal.err()).contains("5 hidden points are graded separately")
                .doesNotContain("Secretly");
        assertThat(instructors.out()).contains("Secretly (hidden)").contains("hidden      0 of 5");
    }

    @Test
    void the_files_of_a_solution_can_be_applied_in_any_order() throws IOException {
        Path solution = SOLUTIONS.resolve("task-05");

        JsonNode evaluation = evaluate(
                "task-05",
                solution.resolve("statefulset.yaml"),
                solution.resolve("service.yaml"),
                solution.resolve("namespace.yaml"));

        assertThat(evaluation.path("score").asInt()).describedAs(terminal.out()).isEqualTo(100);
    }

    @Test
    void without_the_chown_the_increment_fails_and_names_the_cause() throws IOException {
        Path solution = changed("task-05", "chown 1000:1000 /data /data/counter.txt", "true");

        JsonNode evaluation = evaluate("task-05", solution);

        JsonNode increment = criterion(evaluation, "counter-increment");
        assertThat(idsWithOutcome(evaluation, "failed")).describedAs(terminal.out())
                .containsExactly("counter-increment");
        assertThat(increment.path("found").asText())
                .contains("500")
                .contains("/data/counter.txt")
                .contains("0:0")
                .contains("1000");
        assertThat(increment.path("hint").asText()).contains("chown");
        assertThat(evaluation.path("score").asInt()).isEqualTo(90);
    }

    @Test
    void an_empty_namespace_scores_0_and_names_what_is_missing_once() throws IOException {
        JsonNode evaluation = evaluate("task-02");

        assertThat(evaluation.path("score").asInt()).isZero();
        assertThat(idsWithOutcome(evaluation, "failed"))
                .describedAs(terminal.out())
                .containsExactly("statefulset-exists", "headless-service");
        assertThat(idsWithOutcome(evaluation, "blocked")).hasSize(6);
    }

    @Test
    void a_wrong_number_of_replicas_costs_what_asks_for_four_and_nothing_else() throws IOException {
        JsonNode evaluation = evaluate("task-02", changed("task-02", "replicas: 4", "replicas: 3"));

        assertThat(idsWithOutcome(evaluation, "failed")).describedAs(terminal.out()).containsExactly("replicas");
        assertThat(idsWithOutcome(evaluation, "blocked")).containsExactly("pvcs-created", "pods-running");
        assertThat(evaluation.path("score").asInt()).isEqualTo(65);
    }

    @Test
    void pods_without_a_readiness_probe_are_given_time_to_listen() throws IOException {
        String probe = """
                          readinessProbe:
                            httpGet:
                              path: /health
                              port: http
                            periodSeconds: 1
                """;

        JsonNode evaluation = evaluate("task-02", changed("task-02", probe, ""));

        assertThat(evaluation.path("score").asInt()).describedAs(terminal.out()).isEqualTo(100);
    }

    @Test
    void an_image_that_is_not_there_fails_early_and_says_why() throws IOException {
        JsonNode evaluation = evaluate("task-02", changed("task-02", "kvstore:latest", "kvstore:lates"));

        assertThat(rootCause(evaluation, "pods-running").path("title").asText())
                .describedAs(terminal.out())
                .isEqualTo("Image kvstore:lates is not on the node");
        assertThat(idsWithOutcome(evaluation, "inconclusive")).isEmpty();
    }

    @Test
    void an_image_that_only_the_node_has_cannot_be_pulled() throws IOException {
        JsonNode evaluation = evaluate("task-02",
                changed("task-02", "imagePullPolicy: Never", "imagePullPolicy: Always"));

        JsonNode cause = rootCause(evaluation, "pods-running");
        assertThat(cause.path("title").asText()).describedAs(terminal.out())
                .isEqualTo("Image kvstore:latest cannot be pulled");
        assertThat(cause.path("try").asText()).contains("imagePullPolicy: Never");
    }

    @Test
    void the_exit_code_tells_below_the_pass_mark() {
        assertThat(terminal.run("evaluate", "task-02", "--lab")).isEqualTo(1);
    }

    @Test
    void the_result_can_be_a_junit_report_in_a_file() throws IOException {
        Path file = folder.resolve("result.xml");

        int exitCode = terminal.run("evaluate", "task-02", "--lab", "--format", "junit", "--output", file.toString());

        assertThat(exitCode).isEqualTo(1);
        assertThat(file).content().contains("<testsuite").contains("statefulset-exists");
        assertThat(terminal.out()).contains("0 of 100");
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    }

    @Test
    void a_missing_namespace_is_no_zero() throws IOException {
        try (OpenLab lab = OpenLab.start(folder)) {
            int exitCode = terminal.run(
                    "evaluate", "task-02", "--kubeconfig", lab.kubeconfig().toString());

            assertThat(terminal.err()).contains("'task-02'").contains("kubectl create namespace task-02");
            assertThat(terminal.out()).isEmpty();
            assertThat(exitCode).isEqualTo(2);
        }
    }

    @Test
    void a_cluster_from_a_kubeconfig_is_graded_in_another_namespace() throws IOException {
        try (OpenLab lab = OpenLab.start(folder)) {
            int exitCode = terminal.run(
                    "evaluate", "task-02", "--kubeconfig", lab.kubeconfig().toString(), "--namespace", "default");

            assertThat(terminal.out()).contains("0 of 100");
            assertThat(exitCode).isEqualTo(1);
        }
    }
}
