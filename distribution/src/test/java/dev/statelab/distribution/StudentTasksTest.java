package dev.statelab.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudentTasksTest {

    private static final String TASK = """
            apiVersion: statelab.dev/v1
            kind: Task
            metadata: {name: own, title: Own}
            spec:
              namespace: own
              observe:
                set: {apiVersion: apps/v1, kind: StatefulSet, name: own}
              criteria:
                - {id: there, title: There, points: 100, expect: [{that: exists(set), hint: Create it.}]}
            """;

    @TempDir
    private Path folder = Path.of("");

    private Path task(String text) throws IOException {
        Path own = Files.createDirectories(folder.resolve("tasks/own/cases"));
        Files.writeString(own.resolve("case.yaml"), "secret");
        Files.writeString(own.resolveSibling("task.yaml"), text);
        Files.writeString(own.resolveSibling("README.md"), "statement");
        return folder.resolve("tasks");
    }

    @Test
    void students_get_the_statement_and_the_rubric_alone() throws IOException {
        StudentTasks.copy(task(TASK), folder.resolve("copy"));

        assertThat(Folders.below(folder.resolve("copy/own"))).map(file -> file.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(List.of("README.md", "task.yaml"));
    }

    @Test
    void what_is_graded_in_secret_is_not_given_away() throws IOException {
        Path tasks = task(
                TASK + "    - {id: secret, title: Secret, points: 20, hidden: true, expect: [{that: exists(set)}]}\n");

        assertThatThrownBy(() -> StudentTasks.copy(tasks, folder.resolve("copy"))).isInstanceOf(IOException.class)
                .hasMessageContaining("20 hidden points in").hasMessageContaining("own/task.yaml");
        assertThat(folder.resolve("copy")).doesNotExist();
    }
}
