package dev.statelab.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ctrl-C, in a real process. The JVM treats SIGTERM as it does Ctrl-C's SIGINT, which a shell's background jobs, and with
 * them a build, may be told to ignore.
 */
class InterruptTest {

    @TempDir
    private Path folder = Path.of("");

    private static Process signal(String name, Process process) throws IOException {
        return new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    }

    @Test
    void ctrl_c_prints_what_was_known_and_leaves_nothing_behind() throws IOException, InterruptedException {
        String neverReady = Files.readString(Path.of("../reference-solutions/task-02-all-in-one.yaml"))
                .replace("path: /health", "path: /nowhere");
        Path solution = Files.writeString(folder.resolve("solution.yaml"), neverReady);
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Process grader = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Djava.io.tmpdir=" + temporary,
                "-Dstatelab.home=..",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.statelab.cli.Grader",
                "evaluate",
                "task-02",
                "--lab",
                "--apply",
                solution.toString())
                .start();

        try (BufferedReader progress = grader.errorReader(UTF_8)) {
            assertThat(progress.lines().anyMatch(line -> line.startsWith("Pods running: waiting for")))
                    .isTrue();
            assertThat(signal("TERM", grader).waitFor()).isZero();

            assertThat(grader.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(new String(grader.getInputStream().readAllBytes(), UTF_8))
                    .contains("StatefulSet exists", "15/15", "incomplete");
            assertThat(grader.exitValue()).isEqualTo(3);
            assertThat(temporary).isEmptyDirectory();
        } finally {
            Process _ = grader.destroyForcibly();
        }
    }
}
