package dev.statelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.task.RubricTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What students are told is what they are graded by. */
class StatementTest {

    private static final Path TASKS = Path.of("../tasks");
    @ParameterizedTest
    @ValueSource(strings = {"task-02", "task-05"})
    void the_table_of_points_is_the_rubric(String name) throws IOException {
        TaskFolder tasks = new TaskFolder(TASKS);

        String statement = Files.readString(tasks.statement(name));

        assertThat(RubricTable.mistake(statement, name, tasks.read(name))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"task-02", "task-05"})
    void the_all_in_one_manifest_is_the_single_files(String name) throws IOException {
        Path solutions = Path.of("../reference-solutions");

        String allInOne = Files.readString(solutions.resolve(name + "-all-in-one.yaml"));

        StringBuilder singles = new StringBuilder();
        for (String file : List.of("namespace", "service", "statefulset")) {
            singles.append(singles.isEmpty() ? "" : "---\n")
                    .append(Files.readString(solutions.resolve(name).resolve(file + ".yaml")));
        }
        assertThat(allInOne).isEqualTo(singles.toString());
    }
}
