package dev.statelab.hostile.fooling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.statelab.hostile.server.ContainerServer;
import dev.statelab.hostile.table.Attack;
import dev.statelab.lab.LabCluster;
import dev.statelab.lab.LabOptions;
import dev.statelab.lab.container.image.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that behaves only while it is graded. */
@Attack("Applications that look for the grader")
class RecognisedTest {

    /**
     * What an application gets that somebody asks with {@code curl} through {@code kubectl proxy}, but for what the connection
     * and the method ask for: upstream's proxy adds the {@code X-Forwarded-} headers to everybody's requests.
     */
    private static final Map<String, String> OF_CURL = Map.of("user-agent", "curl/8.5.0", "accept", "*/*");
    private static final List<String> OF_THE_CONNECTION = List.of("host", "connection", "content-length",
            "transfer-encoding", "upgrade", "http2-settings", "x-forwarded-uri", "x-forwarded-for", "x-forwarded-host",
            "x-forwarded-proto");

    @TempDir
    private Path folder = Path.of("");

    private final Queue<Map<String, String>> asked = new ConcurrentLinkedQueue<>();
    private final Map<String, String> stored = new ConcurrentHashMap<>();

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String path = exchange.getRequestURI().getPath();
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        if (!path.equals("/health")) {
            asked.add(headers);
        }
        if (!body.isEmpty()) {
            stored.put(path, body);
        }
        byte[] answer = stored.getOrDefault(path, "").getBytes(UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    @Test
    void no_header_tells_the_grader_from_a_student_with_curl() throws IOException {
        LabOptions options = LabOptions.defaults().withSpeed(10).withImage("kvstore",
                Image.application("kvstore", surroundings -> ContainerServer.run(surroundings, this::answer)));
        try (Work work = new Work(folder, LabCluster.start(options))) {
            JsonNode evaluation = work.deployed(Work.REFERENCE);

            assertThat(asked).as(evaluation.toPrettyString()).isNotEmpty().allSatisfy(headers -> {
                TreeMap<String, String> others = new TreeMap<>(headers);
                OF_THE_CONNECTION.forEach(others::remove);
                // The task's own: what it sends with a body.
                others.remove("content-type");
                assertThat(others).containsExactlyInAnyOrderEntriesOf(OF_CURL);
            });
            assertThat(asked.toString()).doesNotContainIgnoringCase("statelab").doesNotContainIgnoringCase("grader")
                    .doesNotContainIgnoringCase("okhttp");
        }
    }

    @Test
    void nothing_that_is_sent_is_sent_again_in_another_evaluation() throws IOException {
        LabOptions options = LabOptions.defaults().withSpeed(10).withImage("kvstore",
                Image.application("kvstore", surroundings -> ContainerServer.run(surroundings, this::answer)));
        try (Work work = new Work(folder, LabCluster.start(options))) {
            JsonNode _ = work.deployed(Work.REFERENCE);
            Map<String, String> first = Map.copyOf(stored);
            stored.clear();

            JsonNode _ = work.graded(work.cluster().kubeconfig());

            assertThat(first).isNotEmpty();
            assertThat(stored).isNotEmpty().doesNotContainKeys(first.keySet().toArray(String[]::new));
            assertThat(stored.values()).doesNotContainAnyElementsOf(first.values());
        }
    }
}
