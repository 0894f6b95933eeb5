package dev.statelab.lab.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Commands through fabric8's client, with a terminal and without one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class TerminalTest {

    private static final long PATIENCE_SECONDS = 30;

    private final RunningPods pods = RunningPods.start();

    @BeforeAll
    void start() {
        pods.withShell("box");
    }

    @AfterAll
    void stop() {
        pods.close();
    }

    private ExecWatch shell() {
        return pods.client().pods().inNamespace("default").withName("box").redirectingInput().redirectingOutput()
                .withTTY().exec("sh");
    }

    private static void type(ExecWatch shell, String keys) throws IOException {
        shell.getInput().write(keys.getBytes(StandardCharsets.UTF_8));
        shell.getInput().flush();
    }

    /** Reads up to this text, and with it. */
    private static String readTo(ExecWatch shell, String text) throws IOException {
        InputStream out = shell.getOutput();
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            int next = out.read();
            assertThat(next).as("after %s", read).isNotNegative();
            read.append((char) next);
        }
        return read.toString();
    }

    @Test
    void output_errors_and_exit_code_reach_the_client() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (ExecWatch watch = pods.client().pods().inNamespace("default").withName("box").writingOutput(out)
                .writingError(err).exec("sh", "-c", "echo out; echo err >&2; exit 5")) {
            assertThat(watch.exitCode().get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(5);
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("out\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("err\n");
    }

    @Test
    void input_reaches_the_command_as_it_comes() throws Exception {
        // The client speaks v4.channel.k8s.io, which cannot say that the input has ended: the command has to know.
        try (ExecWatch watch = pods.client().pods().inNamespace("default").withName("box").redirectingInput()
                .redirectingOutput()
                .exec("sh", "-c", "while read line && test $line != quit; do echo \"<$line>\"; done;"
                        + " echo end")) {
            type(watch, "one\n");
            assertThat(readTo(watch, "\n")).isEqualTo("<one>\n");
            type(watch, "two\n");
            assertThat(readTo(watch, "\n")).isEqualTo("<two>\n");
            type(watch, "quit\n");
            assertThat(readTo(watch, "\n")).isEqualTo("end\n");
            assertThat(watch.exitCode().get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    void a_shell_prompts_echoes_and_answers() throws Exception {
        try (ExecWatch shell = shell()) {
            assertThat(readTo(shell, "# ")).isEqualTo("/ # ");
            type(shell, "echp\bx\u007fo hi\r");
            assertThat(readTo(shell, "# ")).endsWith("o hi\r\nhi\r\n/ # ");
            type(shell, "if true\rthen test -t 0 && echo terminal\rfi\r");
            assertThat(readTo(shell, "/ # ")).contains("> ", "terminal\r\n");
            type(shell, "exit 6\r");
            assertThat(shell.exitCode().get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(6);
        }
    }

    @Test
    void control_c_ends_the_command_and_not_the_shell() throws Exception {
        try (ExecWatch shell = shell()) {
            readTo(shell, "# ");
            type(shell, "while true; do echo round; sleep 1000; done\r");
            readTo(shell, "round\r\n");
            type(shell, "\u0003");
            readTo(shell, "/ # ");
            type(shell, "echo $?\r");
            assertThat(readTo(shell, "/ # ")).contains("\r\n130\r\n");
            type(shell, "cat\rback\r");
            assertThat(readTo(shell, "back\r\nback\r\n")).isNotEmpty();
            type(shell, "\u0004");
            readTo(shell, "/ # ");
            type(shell, "\u0004");
            assertThat(shell.exitCode().get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNegative();
        }
    }
}
