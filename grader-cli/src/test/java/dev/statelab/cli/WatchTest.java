package dev.statelab.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ResourceTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** {@code grader watch} in a process of its own, on a lab cluster with a solution of task-02. */
class WatchTest {

    @TempDir
    private Path folder = Path.of("");
    private Path temporary = Path.of("");
    private OpenLab lab;

    @BeforeEach
    void solve() throws IOException {
        temporary = Files.createDirectory(folder.resolve("tmp"));
        lab = OpenLab.start(folder);
        Terminal terminal = new Terminal();
        int applied = terminal.run("evaluate", "task-02", "--kubeconfig", lab.kubeconfig().toString(), "--apply",
                "../reference-solutions/task-02");
        assertThat(applied).as("%s%s", terminal.err(), terminal.out()).isZero();
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private GraderProcess watch(Path kubeconfig) {
        return GraderProcess.start(temporary, "watch", "task-02", "--kubeconfig", kubeconfig.toString());
    }

    private void scale(int replicas) throws Exception {
        ObjectNode set = lab.cluster().api().find(ResourceTypes.STATEFUL_SET, "task-02", "key-value-svc").orElseThrow()
                .deepCopy();
        ((ObjectNode) set.path("spec")).put("replicas", replicas);
        ((ObjectNode) set.path("metadata")).remove("resourceVersion");
        ObjectNode _ = lab.cluster().api().update(ResourceTypes.STATEFUL_SET, "task-02", set);
    }

    @Test
    void what_disturbs_nothing_is_judged_by_itself_and_the_rest_on_enter() throws Exception {
        try (GraderProcess watch = watch(lab.kubeconfig())) {
            List<String> lines = new ArrayList<>();
            watch.awaitOutput("Retrieve data 10/10", lines);
            assertThat(lines).anyMatch(line -> line.contains("Data persistence ?/20: disturbs pods: Enter judges it"));

            watch.process().outputWriter().append('\n').flush();

            watch.awaitOutput("  score       100 of 100");
            watch.awaitOutput("✓ Data persistence 20/20: judged at ");
            watch.process().outputWriter().append("q\n").flush();
            assertThat(watch.exitCode()).isZero();
            assertThat(temporary).isEmptyDirectory();
        }
    }

    /** The time from a change to the line that shows it goes into the report: the goal is 500 ms. */
    @Test
    void each_change_is_shown_before_the_next_one_is_made(TestReporter reporter) throws Exception {
        try (GraderProcess watch = watch(lab.kubeconfig())) {
            watch.awaitOutput("Replica count 10/10");
            List<Long> millis = new ArrayList<>();
            for (int replicas : List.of(3, 4, 3, 4, 2, 4)) {
                long changed = System.nanoTime();
                scale(replicas);
                watch.awaitOutput(replicas == 4 ? "✓ Replica count 10/10" : "✗ Replica count 0/10: found " + replicas);
                millis.add((System.nanoTime() - changed) / 1_000_000);
            }
            reporter.publishEntry("milliseconds from a change to its line", millis.toString());

            watch.signal("TERM");
            assertThat(watch.exitCode()).isZero();
        }
    }

    @Test
    void an_api_server_that_went_away_is_followed_again_when_it_is_back() throws Exception {
        try (Relay relay = Relay.to(lab.cluster().url());
                GraderProcess watch = watch(Files.writeString(folder.resolve("relayed"),
                        relay.kubeconfig(lab.cluster().kubeconfig())))) {
            watch.awaitOutput("Replica count 10/10");

            relay.cut();
            watch.awaitOutput("? StatefulSet exists ?/15");
            watch.process().outputWriter().append('\n').flush();
            assertThat(watch.err().readLine()).startsWith("Nothing could be graded: ");
            scale(3);
            relay.join();

            watch.awaitOutput("✓ StatefulSet exists 15/15");
            watch.process().outputWriter().append("q\n").flush();
            assertThat(watch.exitCode()).isZero();
        }
    }

    @Test
    void a_missing_namespace_is_said_at_once() {
        Terminal terminal = new Terminal();

        assertThat(terminal.run("watch", "task-05", "--kubeconfig", lab.kubeconfig().toString())).isEqualTo(2);

        assertThat(terminal.err()).contains("kubectl create namespace task-05");
    }

    /** {@code script} of util-linux gives it a terminal. */
    @Test
    void in_a_terminal_of_40_columns_without_utf_8_it_is_painted_and_q_ends_it() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script of util-linux is not here");
        String command = "stty cols 40 rows 30 && " + String.join(" ", GraderProcess.command(temporary, "watch",
                "task-02", "--kubeconfig", lab.kubeconfig().toString()));
        ProcessBuilder builder = new ProcessBuilder("script", "-qec", command, "/dev/null").redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TERM", "xterm");
        Process process = builder.start();
        try (GraderProcess watch = new GraderProcess(process, process.inputReader(UTF_8), process.errorReader(UTF_8))) {
            List<String> lines = new ArrayList<>();
            watch.awaitOutput("q: end", lines);
            process.outputWriter().append('q').flush();

            assertThat(watch.exitCode()).isZero();
            assertThat(String.join("\n", lines).replaceAll("\u001b\\[[0-9;?]*[a-zA-Z]", ""))
                    .startsWith("task-02 - Key-value store with")
                    .contains("+ StatefulSet exists              15/15").matches("\\p{ASCII}*");
        }
    }
}
