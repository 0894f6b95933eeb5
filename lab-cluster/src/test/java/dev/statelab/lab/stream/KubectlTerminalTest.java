package dev.statelab.lab.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.lab.kubectl.Kubectl;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code kubectl exec -it} and {@code kubectl run -it} in a terminal, with somebody who types. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubectlTerminalTest {

    @RegisterExtension
    private final KubectlPods lab = KubectlPods.withShells("box");

    private static void type(Kubectl.Running terminal, String keys) throws IOException {
        terminal.process().getOutputStream().write(keys.getBytes(UTF_8));
        terminal.process().getOutputStream().flush();
    }

    private static String readTo(Kubectl.Running terminal, String text) throws IOException {
        InputStream shown = terminal.process().getInputStream();
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            int next = shown.read();
            assertThat(next).as("after %s", read).isNotNegative();
            read.append((char) next);
        }
        return read.toString();
    }

    @Test
    void a_shell_in_a_running_pod() throws Exception {
        try (Kubectl.Running terminal = lab.kubectl().startInTerminal("exec -it box -- sh")) {
            readTo(terminal, "/ # ");
            type(terminal, "hostname\r");
            assertThat(readTo(terminal, "/ # ")).isEqualTo("hostname\r\nbox\r\n/ # ");
            type(terminal, "sleep 1000000\r");
            readTo(terminal, "1000000\r\n");
            type(terminal, "\u0003");
            readTo(terminal, "/ # ");
            type(terminal, "exit 7\r");
            assertThat(terminal.process().onExit().join().exitValue()).isEqualTo(7);
        }
    }

    @Test
    void a_shell_in_a_pod_of_its_own() throws Exception {
        try (Kubectl.Running terminal = lab.kubectl()
                .startInTerminal("run own --image=busybox --rm -it --restart=Never -- sh")) {
            readTo(terminal, "/ # ");
            type(terminal, "echo $((6 * 7))\r");
            assertThat(readTo(terminal, "/ # ")).contains("\r\n42\r\n");
            type(terminal, "exit\r");
            assertThat(readTo(terminal, "deleted")).contains("pod \"own\" deleted");
            assertThat(terminal.process().onExit().join().exitValue()).isZero();
        }
    }
}
