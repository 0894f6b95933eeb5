package dev.statelab.cli.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TasksCommandTest {

    private static final String SMALL = """
            # yaml-language-server: $schema=../task-v1.schema.json
            apiVersion: statelab.dev/v1
            kind: Task
            metadata: {name: small, title: A small task}
            spec:
              namespace: small
              maxPoints: 10
              observe:
                service: {apiVersion: v1, kind: Service, name: web}
              criteria:
                - {id: there, title: It is there, points: 10, expect: [{that: exists(service), hint: Create it.}]}
            """;

    private static final String STATEMENT = """
            # A small task

            Make the Service `web` in the namespace `small`.

            <!-- points: written by `grader tasks lint --fix` -->

            | criterion | points |
            | --- | ---: |
            | It is there | 10 |

            10 points in all.

            <!-- end of points -->
            """;

    private final Terminal terminal = new Terminal();

    @TempDir
    private Path folder = Path.of("");

    private int run(String... args) {
        String[] all = new String[args.length + 3];
        all[0] = "tasks";
        System.arraycopy(args, 0, all, 1, args.length);
        all[args.length + 1] = "--tasks";
        all[args.length + 2] = folder.toString();
        return terminal.run(all);
    }

    private Path write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Path _ = Files.createDirectories(path.resolveSibling("."));
        return Files.writeString(path, text);
    }

    @Test
    void it_lists_the_tasks_with_their_points() {
        int exitCode = terminal.run("tasks");

        assertThat(terminal.out()).isEqualTo("""
                lab-14   A web application as a StatefulSet, by a Helm chart (100 points, version 1)
                task-02  Key-value store with persistent storage (100 points, version 1)
                task-05  Counter with an init container and readiness probes (100 points, version 1)
                """);
        assertThat(exitCode).isZero();
    }

    @Test
    void a_task_with_mistakes_is_listed_as_such() throws IOException {
        write("small/task.yaml", SMALL.replace("exists(service)", "exists(servise)"));

        int exitCode = run();

        assertThat(terminal.out()).isEqualTo("small  cannot be graded with: 1 mistake, see grader tasks lint\n");
        assertThat(exitCode).isZero();
    }

    @Test
    void it_shows_the_rubric_and_the_statement() throws IOException {
        write("small/task.yaml", SMALL);
        write("small/README.md", STATEMENT);

        int exitCode = run("show", "small");

        assertThat(terminal.out()).isEqualTo("""
                small: A small task
                version 1, namespace small

                    10  It is there
                    10  in all; 10 are needed to pass

                """ + STATEMENT);
        assertThat(exitCode).isZero();
    }

    @Test
    void it_shows_the_table_of_points_alone() {
        int exitCode = terminal.run("tasks", "show", "task-02", "--markdown");

        assertThat(terminal.out())
                .startsWith("""
                        | criterion | points | what must hold |
                        | --- | ---: | --- |
                        | StatefulSet exists | 15 | a StatefulSet `key-value-svc` is there |
                        """)
                .endsWith("\n\n100 points in all.\n");
        assertThat(exitCode).isZero();
    }

    @Test
    void escapes_in_a_statement_do_not_reach_the_terminal() throws IOException {
        write("small/task.yaml", SMALL);
        write("small/README.md", STATEMENT + "\u001b[2Jgone\r\n");

        int _ = run("show", "small");

        assertThat(terminal.out()).endsWith("?[2Jgone\n");
    }

    @Test
    void the_tasks_that_come_with_the_grader_have_no_mistakes_and_no_warnings() {
        int exitCode = terminal.run("tasks", "lint");

        assertThat(terminal.out()).isEqualTo("3 tasks: no mistakes, no warnings\n");
        assertThat(exitCode).isZero();
    }

    @Test
    void every_mistake_is_told_with_its_place() throws IOException {
        Path file = write("small/task.yaml",
                SMALL.replace("exists(service)", "exists(servise)").replace("points: 10,", "points: 9,"));

        int exitCode = run("lint", file.toString());

        assertThat(terminal.out()).isEqualTo(
                """
                        %1$s:7:3: error: expected criteria worth 10 points together, without bonus and hidden ones, found 9 points
                        %1$s:11:66: error: expected one of random, service, or a function, found 'servise' (did you mean \
                        'service'?) in 'exists(servise)'
                        1 task: 2 mistakes, no warnings
                        """
                        .formatted(file));
        assertThat(exitCode).isEqualTo(2);
    }

    @Test
    void a_statement_with_other_points_than_the_task_is_a_mistake_until_it_is_fixed() throws IOException {
        write("small/task.yaml", SMALL);
        Path statement = write("small/README.md", STATEMENT.replace("| 10 |", "| 11 |"));

        assertThat(run("lint")).isEqualTo(2);
        assertThat(terminal.out()).startsWith(statement + ":9:1: error: expected '| It is there | 10 |', found"
                + " '| It is there | 11 |'\n");
        assertThat(run("lint", "small", "--fix")).isZero();
        assertThat(statement).hasContent(STATEMENT);
        assertThat(run("lint")).isZero();
    }

    @Test
    void a_statement_without_a_place_for_the_points_is_a_mistake() throws IOException {
        write("small/task.yaml", SMALL);
        write("small/README.md", "# Small\n");

        assertThat(run("lint")).isEqualTo(2);
        assertThat(terminal.out()).contains("README.md:1:1: error: expected the table of points between the lines");
    }

    @Test
    void what_is_suspicious_is_a_warning() throws IOException {
        Path file = write("other/task.yaml", SMALL.replaceFirst(".*\n", ""));

        int exitCode = run("lint");

        assertThat(terminal.out()).isEqualTo("""
                %1$s:1:1: warning: expected metadata.name to be that of the folder, 'other', found 'small'
                %1$s:1:1: warning: expected a first line that names the schema for editors: \
                '# yaml-language-server: $schema=../task-v1.schema.json', found another
                %2$s:1:1: warning: expected a statement for students, found no such file
                1 task: no mistakes, 3 warnings
                """.formatted(file, file.resolveSibling("README.md")));
        assertThat(exitCode).isZero();
    }

    @Test
    void a_statement_that_does_not_name_what_is_looked_for_is_a_warning() throws IOException {
        write("small/task.yaml", SMALL);
        Path statement = write("small/README.md", STATEMENT.replace("`web`", "of the web"));

        int _ = run("lint");

        assertThat(terminal.out())
                .contains(statement
                        + ":1:1: warning: expected a statement that names `web`, as the task does, found none");
    }

    @Test
    void a_schema_that_is_not_there_is_a_warning() throws IOException {
        write("small/task.yaml", SMALL);

        int _ = run("lint");

        assertThat(terminal.out()).contains("warning: expected the schema for editors at " + folder);
    }

    @Test
    void a_new_task_has_no_mistakes_and_its_reference_solution_scores_100() throws IOException {
        folder = folder.resolve("tasks");

        assertThat(run("new", "my-task")).isZero();
        assertThat(run("lint")).isZero();
        assertThat(terminal.out()).endsWith("1 task: no mistakes, no warnings\n");
        int exitCode = terminal.run("evaluate", "my-task", "--tasks", folder.toString(), "--lab", "--apply",
                folder.resolveSibling("reference-solutions/my-task").toString());

        assertThat(terminal.out()).contains("score       100 of 100");
        assertThat(exitCode).isZero();
        assertThat(folder.resolve("my-task/cases")).isDirectoryContaining("glob:**/one-replica.yaml");
        assertThat(folder.resolve("task-v1.schema.json")).isNotEmptyFile();
    }

    @Test
    void a_new_task_overwrites_nothing() throws IOException {
        Path solution = write("reference-solutions/my-task/mine.yaml", "mine");
        folder = folder.resolve("tasks");

        int exitCode = run("new", "my-task");

        assertThat(terminal.err()).contains("reference-solutions/my-task is there already. Nothing was written");
        assertThat(folder).doesNotExist();
        assertThat(solution).hasContent("mine");
        assertThat(exitCode).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"My-Task", "../task", "", "a/b"})
    void a_name_that_no_namespace_can_have_is_refused(String name) {
        int exitCode = run("new", name);

        assertThat(terminal.err()).contains("lower-case letters, digits and dashes");
        assertThat(folder).isEmptyDirectory();
        assertThat(exitCode).isEqualTo(2);
    }

    @Test
    void a_task_that_is_not_there_is_named() {
        assertThat(terminal.run("tasks", "lint", "task-20")).isEqualTo(2);
        assertThat(terminal.err()).contains("There is no task 'task-20'").contains("task-02");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasks --tasks nosuch", "tasks show task-02 --tasks nosuch",
        "evaluate task-02 --lab --tasks nosuch"})
    void a_folder_of_tasks_that_is_not_there_is_named(String line) {
        assertThat(terminal.run(line.split(" "))).isEqualTo(2);
        assertThat(terminal.err()).startsWith("--tasks nosuch is no folder");
    }
}
