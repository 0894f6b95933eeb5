package dev.statelab.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A class, from the command line to the gradebook. */
class BatchCommandTest {

    private static final String TITLES = "student_id,name,kubeconfig,context,namespace,submission,group\n";

    private final Terminal terminal = new Terminal();

    @TempDir
    private Path folder = Path.of("");

    private Path results() {
        return folder.resolve("results");
    }

    private Path roster(String rows) throws IOException {
        return Files.writeString(folder.resolve("class.csv"), TITLES + rows);
    }

    private int batch(Path roster, String... more) {
        String[] args = new String[6 + more.length];
        args[0] = "batch";
        args[1] = "task-02";
        args[2] = "--roster";
        args[3] = roster.toString();
        args[4] = "--results";
        args[5] = results().toString();
        System.arraycopy(more, 0, args, 6, more.length);
        return terminal.run(args);
    }

    private String absolute(String path) {
        return Path.of(path).toAbsolutePath().toString();
    }

    @Test
    void a_class_is_graded_and_who_cannot_be_has_an_empty_cell() throws IOException {
        Files.writeString(folder.resolve("broken.yaml"), "a: [\n");
        Path roster = roster("good,Ann,,,," + absolute("../reference-solutions/task-02") + ",A\n"
                + "bad,Bob,,,," + absolute("../examples/class/empty-dir.yaml") + ",B\n"
                + "broken,Eve,,,,broken.yaml,A\n"
                + "none,Kim,,,,,B\n");

        int exitCode = batch(roster);

        assertThat(results().resolve("gradebook.csv")).content().isEqualToNormalizingNewlines("""
                student_id,name,status,score,max_score,statefulset-exists,replicas,pvcs-created,headless-service,\
                pods-running,store-data,retrieve-data,data-persistence,reason,group
                good,Ann,graded,100,100,15,10,15,10,10,10,10,20,,A
                bad,Bob,graded,65,100,15,10,0,10,10,10,10,0,,B
                broken,Eve,not-graded,,100,,,,,,,,,%s,A
                none,Kim,nothing-handed-in,,100,,,,,,,,,,B
                """.formatted("\"" + folder.resolve("broken.yaml")
                + ":2:1: not YAML: expected the node content, but found '<stream end>'\""));
        assertThat(terminal.out()).contains("2 graded, 1 could not be graded, 1 handed in nothing")
                .contains("broken (row 4)");
        assertThat(exitCode).isEqualTo(3);
    }

    @Test
    void with_resume_nobody_is_graded_twice() throws IOException {
        Path roster = roster("none,Kim,,,,,B\n");

        assertThat(batch(roster)).isZero();
        assertThat(batch(roster, "--resume")).isZero();

        assertThat(terminal.err()).contains("0 students to grade, 1 done before");
    }

    @Test
    void without_resume_a_folder_with_results_is_left_alone() throws IOException {
        Path roster = roster("none,Kim,,,,,B\n");

        assertThat(batch(roster)).isZero();

        assertThat(batch(roster)).isEqualTo(2);
        assertThat(terminal.err()).contains("--resume");
    }

    @Test
    void a_cluster_on_this_machine_has_to_be_allowed() throws IOException {
        Files.writeString(folder.resolve("ann.yaml"), """
                current-context: c
                contexts: [{name: c, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
                users: [{name: u, user: {token: t}}]
                """);

        assertThat(batch(roster("ann,Ann,ann.yaml,,,,\n"))).isEqualTo(3);

        assertThat(terminal.out()).contains("ann (row 2)").contains("--allow-loopback");
    }

    @Test
    void a_mistake_of_the_roster_is_told_with_row_and_column_and_the_others_are_graded() throws IOException {
        assertThat(batch(roster(",Ann,,,,,\nnone,Kim,,,,,\n"))).isEqualTo(3);

        assertThat(terminal.err()).contains("class.csv:2: column student_id: expected a student's id");
        assertThat(terminal.out()).contains("0 graded, 0 could not be graded, 1 handed in nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--parallel 0", "--columns who=me", "--columns submission=Files", "--deadline soon",
        "--per-student 5", "--only-failed --only-incomplete", "--only nobody"})
    void wrong_usage_ends_with_2(String more) throws IOException {
        assertThat(batch(roster("none,Kim,,,,,\n"), more.split(" "))).isEqualTo(2);
        assertThat(terminal.err()).isNotEmpty().doesNotContain("\tat ");
    }

    @Test
    void several_tasks_are_graded_one_after_the_other_each_in_a_folder_of_its_own() throws IOException {
        Path handedIn = Files.createDirectories(folder.resolve("ann"));
        Files.copy(Path.of("../reference-solutions/task-02-all-in-one.yaml"), handedIn.resolve("task-02.yaml"));
        Files.copy(Path.of("../reference-solutions/task-05-all-in-one.yaml"), handedIn.resolve("task-05.yaml"));
        Path roster = roster("ann,Ann,,,,ann/{task}.yaml,A\n");

        int exitCode = terminal.run("batch", "task-02", "task-05", "--roster", roster.toString(), "--results",
                results().toString());

        assertThat(results().resolve("task-02/gradebook.csv")).content().contains("ann,Ann,graded,100,");
        assertThat(results().resolve("task-05/gradebook.csv")).content().contains("ann,Ann,graded,100,");
        assertThat(terminal.out()).containsSubsequence("task-02\n1 graded", "task-05\n1 graded");
        assertThat(exitCode).isZero();
    }

    @Test
    void a_task_that_is_not_there_is_told_before_anybody_is_graded() throws IOException {
        Path roster = roster("none,Kim,,,,,B\n");

        assertThat(terminal.run("batch", "task-02", "task-99", "--roster", roster.toString(), "--results",
                results().toString())).isEqualTo(2);
        assertThat(results()).doesNotExist();
    }

    @Test
    void who_handed_in_the_same_files_is_pointed_out() throws IOException {
        Files.writeString(folder.resolve("one.yaml"), "a: [ # mine\n");
        Files.writeString(folder.resolve("two.yaml"), "a: [ # mine\n\n");
        batch(roster("ann,,,,,one.yaml,\nbob,,,,,two.yaml,\nkim,,,,,,\n"));

        assertThat(terminal.run("report", results().toString(), "--format", "similarity")).isZero();
        assertThat(terminal.out()).contains("identical: ann, bob", "Compared were the files of 2 students");
    }
}
