package dev.statelab.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

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

    @Test
    void helm_does_not_keep_ctrl_c_for_itself() throws IOException, InterruptedException {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path solution = Path.of("../reference-solutions/task-02");
        Path chart = chart("service.yaml", Files.readString(solution.resolve("service.yaml")));
        Files.writeString(chart.resolve("templates/statefulset.yaml"),
                Files.readString(solution.resolve("statefulset.yaml")).replace("path: /health", "path: /nowhere"));

        try (GraderProcess grader = GraderProcess.start(temporary, "evaluate", "task-02", "--lab", "--apply",
                chart.toString())) {
            assertThat(grader.err().lines().anyMatch(line -> line.startsWith("Pods running: waiting for"))).isTrue();
            grader.signal("TERM");

            assertThat(grader.exitCode()).isEqualTo(3);
        }
    }

    @Test
    void ctrl_c_ends_the_waiting_for_a_hook() throws IOException, InterruptedException {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path chart = chart("hook.yaml", """
                apiVersion: v1
                kind: Pod
                metadata: {name: waits, annotations: {helm.sh/hook: pre-install}}
                spec:
                  restartPolicy: Never
                  containers: [{name: a, image: busybox, command: [sleep, "100000"]}]
                """);

        try (GraderProcess grader = GraderProcess.start(temporary, "evaluate", "task-02", "--lab", "--apply",
                chart.toString())) {
            assertThat(grader.err().lines().anyMatch(line -> line.startsWith("Installing "))).isTrue();
            do {
                grader.signal("TERM");
            } while (!grader.process().waitFor(1, TimeUnit.SECONDS));

            assertThat(grader.exitCode()).isEqualTo(3);
        }
    }

    private Path chart(String template, String text) throws IOException {
        Path chart = folder.resolve("waits");
        Path templates = Files.createDirectories(chart.resolve("templates"));
        Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: waits\nversion: 0.1.0\n");
        Files.writeString(templates.resolve(template), text);
        return chart;
    }
}
