package dev.statelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code grader lab up} and {@code grader lab down}, in processes of their own. */
class LabUpTest {

    private static final String ANSWERS = "kubectl get nodes";

    @TempDir
    private Path folder = Path.of("");
    private Path temporary = Path.of("");
    private Path kubeconfig = Path.of("");
    private final Terminal terminal = new Terminal();

    @BeforeEach
    void paths() throws IOException {
        temporary = Files.createDirectory(folder.resolve("tmp"));
        kubeconfig = folder.resolve("lab.kubeconfig");
    }

    private GraderProcess up(String... options) {
        String[] arguments = new String[options.length + 4];
        System.arraycopy(new String[]{"lab", "up", "--kubeconfig", kubeconfig.toString()}, 0, arguments, 0, 4);
        System.arraycopy(options, 0, arguments, 4, options.length);
        GraderProcess process = GraderProcess.start(temporary, arguments);
        process.awaitOutput(ANSWERS);
        return process;
    }

    private int down() {
        return terminal.run("lab", "down", "--kubeconfig", kubeconfig.toString());
    }

    @Test
    void a_cluster_is_served_until_down_ends_it() throws Exception {
        try (GraderProcess up = up()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kubeconfig))).isEqualTo("rw-------");
            assertThat(terminal.run("evaluate", "task-02", "--kubeconfig", kubeconfig.toString(), "--apply",
                    "../reference-solutions/task-02")).as(terminal.err()).isZero();

            assertThat(down()).isZero();

            assertThat(terminal.out()).contains("is gone");
            assertThat(up.exitCode()).isZero();
            assertThat(kubeconfig).doesNotExist();
            assertThat(temporary).isEmptyDirectory();
        }
    }

    @Test
    void ctrl_c_ends_it_cleanly() throws Exception {
        try (GraderProcess up = up()) {
            up.signal("TERM");

            assertThat(up.exitCode()).isZero();
            assertThat(kubeconfig).doesNotExist();
            assertThat(temporary).isEmptyDirectory();
        }
    }

    @Test
    void a_killed_one_is_known_to_be_gone_and_leaves_nothing() throws Exception {
        try (GraderProcess up = up()) {
            up.signal("KILL");
            assertThat(up.exitCode()).isNotZero();
        }
        assertThat(temporary).isEmptyDirectory();

        assertThat(down()).isZero();

        assertThat(terminal.out()).contains("does not run any more");
        assertThat(kubeconfig).doesNotExist();
    }

    @Test
    void state_is_there_again_after_a_kill() throws Exception {
        String[] options = {"--state", folder.resolve("state").toString()};
        try (GraderProcess up = up(options)) {
            assertThat(terminal.run("evaluate", "task-02", "--kubeconfig", kubeconfig.toString(), "--apply",
                    "../reference-solutions/task-02")).as(terminal.err()).isZero();
            up.signal("KILL");
            assertThat(up.exitCode()).isNotZero();
        }

        try (GraderProcess up = up(options)) {
            assertThat(terminal.run("evaluate", "task-02", "--kubeconfig", kubeconfig.toString())).as(terminal.err())
                    .isZero();
            up.signal("TERM");
            assertThat(up.exitCode()).isZero();
        }
    }

    @Test
    void a_second_one_on_the_same_file_or_state_is_refused() {
        String state = folder.resolve("state").toString();
        try (GraderProcess up = up("--state", state)) {
            String process = "(process " + up.process().pid() + ")";

            assertThat(terminal.run("lab", "up", "--kubeconfig", kubeconfig.toString())).isEqualTo(2);
            assertThat(terminal.err()).contains("runs already " + process);
            assertThat(terminal.run("lab", "up", "--kubeconfig", folder.resolve("other").toString(), "--state", state))
                    .isEqualTo(2);
            assertThat(terminal.err()).contains("in use by another lab cluster " + process);
            assertThat(folder.resolve("other")).doesNotExist();
        }
    }

    /** The number in the file is this process's own, but it was not started then. */
    @Test
    void down_leaves_a_process_alone_that_only_has_the_same_number() throws IOException {
        Files.writeString(kubeconfig, """
                clusters:
                  - name: lab
                    cluster:
                      server: https://127.0.0.1:1
                      extensions:
                        - {name: statelab.dev/lab, extension: {pid: %d, started: "2001-01-01T00:00:00Z"}}
                """.formatted(ProcessHandle.current().pid()));

        assertThat(down()).isZero();

        assertThat(terminal.out()).contains("does not run any more");
    }

    @Test
    void down_without_anything_says_so() {
        assertThat(down()).isZero();
        assertThat(terminal.out()).contains("Nothing to end: there is no");
    }

    @Test
    void a_kubeconfig_of_somebody_else_is_left_alone() throws IOException {
        Files.writeString(kubeconfig, "clusters: [{name: work, cluster: {server: 'https://example.org'}}]\n");

        assertThat(terminal.run("lab", "up", "--kubeconfig", kubeconfig.toString())).isEqualTo(2);
        assertThat(terminal.err()).contains("No lab cluster wrote").contains("--overwrite");
        assertThat(down()).isEqualTo(2);
        assertThat(kubeconfig).content().contains("example.org");

        try (GraderProcess _ = up("--overwrite")) {
            assertThat(kubeconfig).content().contains("127.0.0.1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--speed 0", "--speed -1", "--speed NaN", "--speed 5000", "--speed fast", "--port 70000",
        "--port -1", "--port x", "--kubeconfig /no/such/folder/file", "--kubeconfig /", "--state /no/such/folder",
        "--state pom.xml"})
    void what_cannot_be_is_refused_at_once(String options) {
        String given = options.startsWith("--kubeconfig") ? options : options + " --kubeconfig " + kubeconfig;

        assertThat(terminal.run(("lab up " + given).split(" ", -1))).isEqualTo(2);

        assertThat(terminal.err()).contains(options.substring(0, options.indexOf(' '))).doesNotContain("\tat ");
        assertThat(kubeconfig).doesNotExist();
    }

    @Test
    void a_port_that_is_taken_is_named() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            int exitCode = terminal.run("lab", "up", "--kubeconfig", kubeconfig.toString(), "--port", port);

            assertThat(exitCode).isEqualTo(2);
            assertThat(terminal.err()).contains("--port " + port + " cannot be used");
        }
    }

    @Test
    void the_images_are_listed() {
        assertThat(terminal.run("lab", "images")).isZero();
        assertThat(terminal.out()).contains("kvstore:latest").contains("busybox:1.36");
    }
}
