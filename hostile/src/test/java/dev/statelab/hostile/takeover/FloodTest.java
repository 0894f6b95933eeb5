package dev.statelab.hostile.takeover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.statelab.hostile.grader.GraderRun;
import dev.statelab.hostile.server.ContainerServer;
import dev.statelab.hostile.table.Attack;
import dev.statelab.lab.LabCluster;
import dev.statelab.lab.LabOptions;
import dev.statelab.lab.container.image.Image;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers that say more than anybody can hold, to a grader that may hold little. */
@Attack("Applications that never stop")
class FloodTest {

    private static final byte[] MUCH = "x".repeat(1 << 16).getBytes(UTF_8);
    private static final long MOST_BYTES = 64L << 20;
    private static final int LONG_LINE = 5_000_000;

    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: flood}
            spec:
              containers:
                - name: app
                  image: flood
                  imagePullPolicy: Never
            """;

    private static final String TASK = """
            apiVersion: statelab.dev/v1
            kind: Task
            metadata: {name: flood, title: All that is read of a container}
            spec:
              namespace: default
              maxPoints: 100
              observe:
                pod: {apiVersion: v1, kind: Pod, name: flood}
              criteria:
                - {id: up, title: It is up, points: 100, within: 5m, expect: [{that: isReady(pod)}], steps: [STEP]}
            """;

    @TempDir
    private Path folder = Path.of("");

    private final AtomicLong written = new AtomicLong();

    private void answerWithoutEnd(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            while (true) {
                out.write(MUCH);
                written.addAndGet(MUCH.length);
            }
        }
    }

    private JsonNode graded(String pod, String step) throws IOException, InterruptedException {
        LabOptions options = LabOptions.defaults().withSpeed(10).withImage("flood",
                Image.application("flood", surroundings -> ContainerServer.run(surroundings, this::answerWithoutEnd)));
        try (LabCluster cluster = LabCluster.start(options)) {
            Path tasks = folder.resolve("tasks");
            Files.writeString(Files.createDirectories(tasks.resolve("flood")).resolve("task.yaml"),
                    TASK.replace("STEP", step));
            Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), cluster.kubeconfig());
            Path manifest = Files.writeString(folder.resolve("pod.yaml"), pod);

            GraderRun run = GraderRun.inProcess(List.of("-Xmx64m"), Map.of("HOME", folder.toString()), "evaluate",
                    "flood", "--tasks", tasks.toString(), "--kubeconfig", kubeconfig.toString(), "--apply",
                    manifest.toString(), "--format", "json");

            assertThat(run.printed()).doesNotContain("OutOfMemory", "Java heap", "\tat ")
                    .hasSizeLessThan(200_000);
            JsonNode criterion = new ObjectMapper().readTree(run.out()).at("/criteria/0");
            assertThat(run.exitCode()).as(run.printed()).isEqualTo(isInconclusive(criterion) ? 3 : 1);
            return criterion;
        }
    }

    private static boolean isInconclusive(JsonNode criterion) {
        return criterion.path("outcome").asText().equals("inconclusive");
    }

    /** A machine that has much to do besides may take too long; then nobody knows, and the grader says so. */
    private static void assertNoPoints(JsonNode criterion, String found) {
        if (isInconclusive(criterion)) {
            assertThat(criterion.at("/cause/message").asText()).containsAnyOf(
                    "the API server does not answer at once either", "this machine has so much to do");
        } else {
            assertThat(criterion.path("outcome").asText()).as(criterion.toPrettyString()).isEqualTo("failed");
            assertThat(criterion.path("found").asText()).matches(found);
        }
    }

    @Test
    void an_answer_without_end() throws Exception {
        JsonNode criterion = graded(POD, """
                {http: {pod: flood, port: 5000, path: /}, expect: [{that: response.body == "x"}]}""");

        assertNoPoints(criterion, "(?s)GET / was answered with status 200 and xxxx.* more characters\\)");
        assertThat(written.get()).isLessThan(MOST_BYTES);
    }

    @Test
    void a_command_that_prints_without_end() throws Exception {
        JsonNode criterion = graded(POD, """
                {exec: {pod: flood, command: ["yes"], timeout: 3s}, expect: [{that: output.exitCode == 0}]}""");

        assertNoPoints(criterion, "(?s).*it did not end within 3 s.*");
    }

    @Test
    void a_log_of_one_endless_line() throws Exception {
        JsonNode criterion = graded(POD + """
                      readinessProbe: {exec: {command: ["false"]}}
                      command: [sh, -c, "head -c %d /dev/zero | tr '\\\\0' x; exit 1"]
                """.formatted(LONG_LINE), "");

        assertThat(criterion.path("outcome").asText()).as(criterion.toPrettyString()).isEqualTo("failed");
        assertThat(criterion.path("rootCauses").toString()).contains("crash Pod/flood");
    }
}
