package dev.statelab.lab.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A client that does not read what a command writes. */
class SlowReaderTest {

    private static ExecWatch endless(RunningPods pods) {
        return pods.client().pods().inNamespace("default").withName("box").redirectingOutput().exec("yes");
    }

    private static String run(RunningPods pods, String script) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ExecWatch watch = pods.client().pods().inNamespace("default").withName("box").writingOutput(out)
                .exec("sh", "-c", script)) {
            watch.exitCode().get(30, TimeUnit.SECONDS);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void holds_up_its_own_command_only() throws Exception {
        try (RunningPods pods = RunningPods.start().withShell("box"); ExecWatch stuck = endless(pods)) {
            assertThat(stuck.getOutput().read()).isEqualTo('y');

            assertThat(run(pods, "ps | grep -c '[y]es'")).isEqualTo("1\n");
        }
    }

    @Test
    void does_not_keep_the_pod_alive() throws Exception {
        try (RunningPods pods = RunningPods.start().withShell("box"); ExecWatch stuck = endless(pods)) {
            assertThat(stuck.getOutput().read()).isEqualTo('y');

            var box = pods.client().pods().inNamespace("default").withName("box");
            box.withGracePeriod(0).delete();
            box.waitUntilCondition(Objects::isNull, 30, TimeUnit.SECONDS);
        }
    }

    @Test
    void does_not_keep_the_cluster_from_ending() throws Exception {
        RunningPods pods = RunningPods.start().withShell("box");
        ExecWatch stuck = endless(pods);
        assertThat(stuck.getOutput().read()).isEqualTo('y');

        CompletableFuture<Void> closed = CompletableFuture.runAsync(pods.cluster()::close);

        assertThatCode(() -> closed.get(20, TimeUnit.SECONDS)).doesNotThrowAnyException();
        stuck.close();
        pods.client().close();
    }
}
