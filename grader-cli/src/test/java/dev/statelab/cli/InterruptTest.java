package dev.statelab.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ctrl-C, in a real process. The JVM treats SIGTERM as it does Ctrl-C's SIGINT, which a shell's background jobs, and with
 * them a build, may be told to ignore.
 */
class InterruptTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void ctrl_c_prints_what_was_known_and_leaves_nothing_behind() throws IOException, InterruptedException {
        String neverReady = Files.readString(Path.of("../reference-solutions/task-02-all-in-one.yaml"))
                .replace("path: /health", "path: /nowhere");
        Path solution = Files.writeString(folder.resolve("solution.yaml"), neverReady);
        Path temporary = Files.createDirectory(folder.resolve("tmp"));

        try (GraderProcess grader = GraderProcess.start(temporary, "evaluate", "task-02", "--lab", "--apply",
                solution.toString())) {
            assertThat(grader.err().lines().anyMatch(line -> line.startsWith("Pods running: waiting for"))).isTrue();
            grader.signal("TERM");

            assertThat(grader.exitCode()).isEqualTo(3);
            assertThat(grader.out().lines().collect(joining("\n")))
                    .contains("StatefulSet exists", "15/15", "incomplete");
            assertThat(temporary).isEmptyDirectory();
        }
    }
}
