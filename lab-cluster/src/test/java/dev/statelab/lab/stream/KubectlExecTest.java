package dev.statelab.lab.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.lab.kubectl.Kubectl;
import dev.statelab.lab.kubectl.Kubectl.Answer;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code kubectl exec}, over WebSocket, as its user sees it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubectlExecTest {

    @RegisterExtension
    private final KubectlPods lab = KubectlPods.withShells("box");

    private Kubectl kubectl() {
        return lab.kubectl();
    }

    @Test
    void keeps_output_and_errors_apart() {
        Answer answer = kubectl().run("exec", "box", "--", "sh", "-c", "echo out; echo err >&2");

        assertThat(answer).isEqualTo(new Answer(0, "out\n", "err\n"));
    }

    @Test
    void passes_the_exit_code_on() {
        Answer answer = kubectl().run("exec", "box", "--", "sh", "-c", "exit 3");

        assertThat(answer.exitCode()).isEqualTo(3);
        assertThat(answer.err()).isEqualTo("command terminated with exit code 3\n");
    }

    @Test
    void hands_over_its_input_to_the_end() {
        String text = "line\n".repeat(50_000);

        assertThat(kubectl().runWith(text, "exec", "-i", "box", "--", "wc", "-c").success().strip())
                .isEqualTo("250000");
        assertThat(kubectl().runWith(text, "exec", "-i", "box", "--", "cat").success()).isEqualTo(text);
    }

    @Test
    void brings_each_line_to_a_shell_and_its_answer_back_before_the_next() throws IOException {
        try (Kubectl.Running shell = kubectl().start("exec", "-i", "box", "--", "sh");
                Writer in = shell.process().outputWriter(StandardCharsets.UTF_8)) {
            in.write("x=1; echo first $x\n");
            in.flush();
            assertThat(shell.nextLine()).isEqualTo("first 1");
            in.write("for i in a b; do\n echo $i$x\ndone\n");
            in.flush();
            assertThat(shell.nextLine()).isEqualTo("a1");
            assertThat(shell.nextLine()).isEqualTo("b1");
            in.write("read line\nread by the shell\necho \"<$line>\"\nexit 4\n");
            in.flush();
            assertThat(shell.nextLine()).isEqualTo("<read by the shell>");
            assertThat(shell.process().onExit().join().exitValue()).isEqualTo(4);
        }
    }

    @Test
    void says_what_cannot_be_run() {
        Answer answer = kubectl().run("exec", "box", "--", "nosuch");

        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.err()).startsWith("error: Internal error occurred: Internal error occurred: error executing"
                + " command in container: failed to exec in container: failed to start exec")
                .contains("exec: \"nosuch\": executable file not found in $PATH");
    }

    @Test
    void refuses_a_container_that_is_not_there() {
        assertThat(kubectl().run("exec", "box", "-c", "other", "--", "true").err())
                .isEqualTo("Error from server (BadRequest): container other is not valid for pod box\n");
        assertThat(kubectl().run("exec", "nosuch", "--", "true").err())
                .isEqualTo("Error from server (NotFound): pods \"nosuch\" not found\n");
    }

    @Test
    void ends_the_process_with_the_connection() {
        try (Kubectl.Running shell = kubectl().start("exec", "box", "--", "sh", "-c", "echo begun; sleep 12345")) {
            assertThat(shell.nextLine()).isEqualTo("begun");
        }

        assertThat(kubectl().run("exec", "box", "--", "sh", "-c",
                "while ps | grep -q '[s]leep 12345'; do sleep 1; done; echo gone").success()).isEqualTo("gone\n");
    }

    @Test
    void ends_with_the_container() {
        lab.pods().withShell("short-lived");
        try (Kubectl.Running shell = kubectl().start("exec", "short-lived", "--", "sh", "-c",
                "echo begun; sleep 999")) {
            assertThat(shell.nextLine()).isEqualTo("begun");
            lab.pods().client().pods().inNamespace("default").withName("short-lived").withGracePeriod(0).delete();

            assertThat(shell.process().onExit().join().exitValue()).isEqualTo(137);
        }
    }
}
