package dev.statelab.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other points for a class that was graded, and what is different then, from the command line. */
class RegradeCommandTest {

    private final Terminal terminal = new Terminal();

    @TempDir
    private Path folder = Path.of("");

    private Path tasks(String name, String from, String to) throws IOException {
        Path task = Files.createDirectories(folder.resolve(name).resolve("task-02"));
        Files.writeString(task.resolve("task.yaml"),
                Files.readString(Path.of("../tasks/task-02/task.yaml")).replace(from, to));
        return folder.resolve(name);
    }

    private String results() {
        return folder.resolve("results").toString();
    }

    private void grade() throws IOException {
        Path roster = Files.writeString(folder.resolve("class.csv"), "student_id,submission\ngood,"
                + Path.of("../reference-solutions/task-02").toAbsolutePath() + "\nnone,\n");
        assertThat(terminal.run("batch", "task-02", "--roster", roster.toString(), "--results", results())).isZero();
    }

    @Test
    void other_points_are_given_without_a_cluster_and_two_folders_are_compared() throws IOException {
        grade();
        Path before = Files.createDirectories(folder.resolve("before/students"));
        Files.copy(folder.resolve("results/batch.json"), before.resolveSibling("batch.json"));
        Files.copy(folder.resolve("results/students/good.json"), before.resolve("good.json"));
        Files.copy(folder.resolve("results/students/none.json"), before.resolve("none.json"));
        Path tasks = tasks("other-points", "version: \"1\"", "version: \"2\"");
        Path task = tasks.resolve("task-02/task.yaml");
        Files.writeString(task, Files.readString(task)
                .replaceFirst("points: 15", "points: 5").replaceFirst("points: 10", "points: 20"));

        int regraded = terminal.run("regrade", "task-02", "--results", results(), "--tasks", tasks.toString());
        int compared = terminal.run("report", "--compare", folder.resolve("before").toString(), results());

        assertThat(regraded).isZero();
        assertThat(folder.resolve("results/gradebook.csv")).content().contains("good,,graded,100,100,5,20,15,");
        assertThat(compared).isZero();
        assertThat(terminal.out()).contains("1 have a score by the rubric of today",
                "good: 100 points before, 100 points now",
                "  replicas: passed (10 of 10) before, passed (20 of 20) now", "The same for 1 student");
    }

    @Test
    void a_rubric_that_asks_for_something_else_is_wrong_usage() throws IOException {
        grade();
        Path tasks = tasks("harder", "statefulset.spec.replicas == 4", "statefulset.spec.replicas == 5");

        assertThat(terminal.run("regrade", "task-02", "--results", results(), "--tasks", tasks.toString()))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("replicas", "grade the class again");
    }

    @Test
    void a_folder_without_results_is_wrong_usage() {
        assertThat(terminal.run("regrade", "task-02", "--results", results())).isEqualTo(2);
        assertThat(terminal.run("report", "--compare", results(), results())).isEqualTo(2);
        assertThat(terminal.run("report", results())).isEqualTo(2);
        assertThat(terminal.err()).doesNotContain("\tat ");
    }
}
