package dev.statelab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTest {

    private static final String KUBECONFIG = """
            apiVersion: v1
            kind: Config
            current-context: mine
            clusters: [{name: c, cluster: {server: "%s"}}]
            users: [{name: u, user: {token: t}}]
            contexts: [{name: mine, context: {cluster: c, user: u}}]
            """;

    private final Terminal terminal = new Terminal();

    @TempDir
    private Path folder = Path.of("");

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void an_unknown_task_is_answered_with_the_nearest() {
        int exitCode = terminal.run("evaluate", "task-20");

        assertThat(terminal.err()).contains("There is no task 'task-20'").contains("task-02").doesNotContain("\tat ");
        assertThat(exitCode).isEqualTo(2);
    }

    @Test
    void a_faulty_task_file_is_answered_with_every_mistake_and_its_place() throws IOException {
        Files.createDirectories(folder.resolve("tasks/broken"));
        file("tasks/broken/task.yaml", "apiVersion: statelab.dev/v1\nkind: Tusk\nspec: {criterias: []}\n");
        Terminal own = new Terminal(folder);

        int exitCode = own.run("evaluate", "broken");

        assertThat(own.err()).contains("task.yaml:2:7: ").contains("'Tusk'").contains("task.yaml:3:")
                .contains("criterias");
        assertThat(exitCode).isEqualTo(2);
    }

    /** Linux's device that is always full. */
    @Test
    void a_full_disk_is_told_and_is_no_success() throws Exception {
        assumeThat(Path.of("/dev/full")).exists();
        Process process = new ProcessBuilder(GraderProcess.command(folder, "tasks"))
                .redirectOutput(Path.of("/dev/full").toFile()).start();

        assertThat(process.errorReader().readAllAsString()).contains("could not be written in full: its disk is full");
        assertThat(process.waitFor()).isEqualTo(3);
    }

    @Test
    void a_report_does_not_take_the_place_of_a_device() {
        assumeThat(Path.of("/dev/null")).exists();

        assertThat(terminal.run("evaluate", "task-02", "--lab", "--output", "/dev/null")).isEqualTo(2);

        assertThat(terminal.err()).contains("--output /dev/null is no ordinary file");
    }

    @Test
    void a_missing_kubeconfig_is_named() {
        int exitCode = terminal.run("evaluate", "task-02", "--kubeconfig", folder.resolve("none").toString());

        assertThat(terminal.err()).contains(folder.resolve("none").toString()).doesNotContain("\tat ");
        assertThat(exitCode).isEqualTo(2);
    }

    @Test
    void a_broken_kubeconfig_is_named_with_its_line() throws IOException {
        int exitCode = terminal.run("evaluate", "task-02", "--kubeconfig", file("broken", "clusters: [\n  oops"));

        assertThat(terminal.err()).contains("broken").doesNotContain("\tat ");
        assertThat(exitCode).isEqualTo(2);
    }

    @Test
    void an_unknown_context_is_answered_with_those_there_are() throws IOException {
        String kubeconfig = file("config", KUBECONFIG.formatted("http://127.0.0.1:1"));

        int exitCode = terminal.run("evaluate", "task-02", "--kubeconfig", kubeconfig, "--context", "other");

        assertThat(terminal.err()).contains("other").contains("mine");
        assertThat(exitCode).isEqualTo(2);
    }

    @Test
    void a_cluster_that_cannot_be_reached_is_no_zero() throws IOException {
        int exitCode = terminal.run(
                "evaluate", "task-02", "--kubeconfig", file("config", KUBECONFIG.formatted("http://127.0.0.1:1")));

        assertThat(terminal.err()).contains("127.0.0.1:1").doesNotContain("\tat ");
        assertThat(terminal.out()).isEmpty();
        assertThat(exitCode).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"this: [is not\nyaml", "just text", "{}", ""})
    void what_is_no_manifest_is_named_and_nothing_is_applied(String text) throws IOException {
        String manifest = file("bad.yaml", text);

        int exitCode = terminal.run("evaluate", "task-02", "--lab", "--apply", manifest);

        assertThat(terminal.err()).contains("bad.yaml").contains("Nothing was applied").doesNotContain("\tat ");
        assertThat(exitCode).isEqualTo(2);
    }

    @Test
    void a_manifest_that_the_api_refuses_is_shown_with_its_reason_and_line() throws IOException {
        String manifest = file("service.yaml", """
                apiVersion: v1
                kind: Service
                metadata:
                  name: Not_A_Name
                spec:
                  ports:
                    - port: 5000
                """);

        int exitCode = terminal.run("evaluate", "task-02", "--lab", "--apply", manifest);

        assertThat(terminal.err())
                .contains("service.yaml:4")
                .contains("Invalid value: \"Not_A_Name\"")
                .doesNotContain("\tat ");
        assertThat(exitCode).isEqualTo(2);
    }

    @Test
    void an_output_that_cannot_be_written_is_found_out_before_grading() {
        int exitCode = terminal.run(
                "evaluate", "task-02", "--lab", "--output", folder.resolve("no/such/folder.json").toString());

        assertThat(terminal.err()).contains("--output").doesNotContain("StatefulSet exists");
        assertThat(exitCode).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--no-such-option", "evaluate", "evaluate task-02 --format xml",
        "evaluate task-02 --lab --context x"})
    void wrong_usage_ends_with_2(String line) {
        int exitCode = terminal.run(line.split(" "));

        assertThat(terminal.err()).isNotEmpty().doesNotContain("\tat ");
        assertThat(exitCode).isEqualTo(2);
    }
}
