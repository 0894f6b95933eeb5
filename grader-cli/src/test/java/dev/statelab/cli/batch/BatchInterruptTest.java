package dev.statelab.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.cli.GraderProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C while a class is graded, in a real process. */
class BatchInterruptTest {

    private static final String TITLES = "student_id,submission\n";

    @TempDir
    private Path folder = Path.of("");

    private Path roster() throws IOException {
        String neverReady = Files.readString(Path.of("../reference-solutions/task-02-all-in-one.yaml"))
                .replace("path: /health", "path: /nowhere");
        Files.writeString(folder.resolve("never-ready.yaml"), neverReady);
        return Files.writeString(folder.resolve("class.csv"), TITLES + "none,\nslow,never-ready.yaml\n");
    }

    /** A build may be told to ignore Ctrl-C's own signal, and its children with it, unless that is undone. */
    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    @EnabledOnOs(OS.LINUX)
    void it_ends_cleanly_and_says_how_to_go_on(String signal) throws IOException, InterruptedException {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path results = folder.resolve("results");
        String[] command = {"batch", "task-02", "--roster", roster().toString(), "--results", results.toString(),
            "--parallel", "2"};

        try (GraderProcess grader = GraderProcess.startBy(List.of("env", "--default-signal=INT"), temporary, command)) {
            assertThat(grader.err().lines().anyMatch(line -> line.contains("none: nothing handed in"))).isTrue();
            grader.signal(signal);

            assertThat(grader.exitCode()).isEqualTo(3);
            assertThat(grader.out().lines().collect(Collectors.joining("\n")))
                    .contains("1 handed in nothing, 1 not yet graded", "--resume goes on where it was");
            assertThat(temporary).isEmptyDirectory();
            assertThat(results.resolve("gradebook.csv")).content().contains("none,,nothing-handed-in",
                    "slow,,not-yet-graded");
            assertThat(results.resolve("students")).isDirectoryContaining("glob:**none.json")
                    .isDirectoryNotContaining("glob:**slow.json");
        }
    }
}
