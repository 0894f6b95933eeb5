package dev.statelab.lab.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.lab.kubectl.Kubectl;
import dev.statelab.lab.kubectl.Kubectl.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code kubectl run} with somebody who waits for it, and {@code kubectl attach}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubectlRunTest {

    @RegisterExtension
    private final KubectlPods lab = KubectlPods.withShells();

    private Kubectl kubectl() {
        return lab.kubectl();
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
        lab.pods().with("""
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
