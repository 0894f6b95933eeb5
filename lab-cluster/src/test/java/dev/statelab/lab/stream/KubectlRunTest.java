package dev.statelab.lab.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.lab.kubectl.Kubectl;
import dev.statelab.lab.kubectl.Kubectl.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code kubectl run} with somebody who waits for it, and {@code kubectl attach}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubectlRunTest {

    private final RunningPods pods = RunningPods.start();

    @TempDir
    private Path folder = Path.of("");

    @AfterAll
    void stop() {
        pods.close();
    }

    private Kubectl kubectl() {
        return pods.kubectl(folder);
    }

    @Test
    void shows_what_a_quick_command_printed_and_removes_its_pod() {
        Answer answer = kubectl().run("run", "quick", "--image=busybox", "--rm", "-i", "--restart=Never", "--", "echo",
                "hello");

        assertThat(answer.success()).contains("hello\n").contains("pod \"quick\" deleted");
        assertThat(kubectl().line("get pod quick").err()).contains("NotFound");
    }

    @Test
    void hands_its_input_to_the_command() {
        Answer answer = kubectl().runWith("one\ntwo\n", "run", "reader", "--image=busybox", "--rm", "-i",
                "--restart=Never", "--", "sh", "-c", "while read line; do echo \"<$line>\"; done; echo end");

        assertThat(answer.success()).contains("<one>\n<two>\nend\n");
    }

    @Test
    void ends_with_the_exit_code_of_the_command() {
        Answer answer = kubectl().run("run", "failing", "--image=busybox", "--rm", "-i", "--restart=Never", "--", "sh",
                "-c", "exit 9");

        assertThat(answer.exitCode()).isEqualTo(9);
    }

    @Test
    void attaches_to_a_process_that_goes_on() {
        pods.with("""
                apiVersion: v1
                kind: Pod
                metadata: {name: teller}
                spec:
                  terminationGracePeriodSeconds: 0
                  containers:
                  - {name: main, image: busybox, command: [sh, -c, "while true; do echo tick; sleep 1; done"]}
                """);
        try (Kubectl.Running attached = kubectl().start("attach", "teller")) {
            assertThat(attached.nextLine()).isEqualTo("tick");
            assertThat(attached.nextLine()).isEqualTo("tick");
        }
        assertThat(kubectl().line("exec teller -- echo still there").success()).isEqualTo("still there\n");
    }
}
