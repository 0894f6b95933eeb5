package dev.statelab.kube.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HelmProcessesTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final String WITHOUT_END = "{{ range until 100000 }}{{ range until 100000 }}{{ end }}{{ end }}";

    private final Queue<HelmProcess> started = new ConcurrentLinkedQueue<>();
    private final HelmProcesses helm = new HelmProcesses(2, () -> {
        HelmProcess process = HelmProcess.start();
        started.add(process);
        return process;
    });

    @TempDir
    private Path folder = Path.of("");

    private HelmRequest template(String name, String text) throws IOException {
        Path chart = folder.resolve(name);
        Path templates = Files.createDirectories(chart.resolve("templates"));
        Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: " + name + "\nversion: 1.0.0\n");
        Files.writeString(templates.resolve("a.yaml"), text);
        return HelmRequest.template(chart, "mine", "alice", List.of(), Map.of("a", "b"));
    }

    @Test
    void renders_again_and_again() throws IOException {
        HelmRequest request = template("good", "name: {{ .Release.Name }}-{{ .Release.Namespace }}-{{ .Values.a }}");

        assertThat(helm.render(request, LONG)).singleElement().asString().contains("name: mine-alice-b");
        assertThat(helm.render(request, LONG)).singleElement().asString().contains("name: mine-alice-b");
    }

    @Test
    void a_rest_ends_what_is_kept_and_the_next_request_starts_another() throws Exception {
        HelmRequest request = template("good", "a: b");
        assertThat(helm.render(request, LONG)).hasSize(1);
        assertThat(started).hasSize(1);

        helm.rest();

        Object _ = started.element().ended().get(LONG.toSeconds(), TimeUnit.SECONDS);
        assertThat(helm.render(request, LONG)).hasSize(1);
        assertThat(started).hasSize(2);
    }

    @Test
    void a_request_waits_for_the_process_that_is_being_started() throws Exception {
        HelmRequest request = template("good", "a: b");
        AtomicInteger starts = new AtomicInteger();
        CountDownLatch starting = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        HelmProcesses slow = new HelmProcesses(2, () -> {
            int _ = starts.incrementAndGet();
            starting.countDown();
            awaited(asked);
            return HelmProcess.start();
        });
        CompletableFuture<List<String>> answer = new CompletableFuture<>();
        Thread preparing = Thread.ofPlatform().start(slow::prepare);
        awaited(starting);

        Thread asking = Thread.ofPlatform().start(() -> answer.complete(slow.render(request, LONG)));
        while (asking.getState() != Thread.State.BLOCKED && starts.get() == 1) {
            Thread.onSpinWait();
        }
        asked.countDown();

        assertThat(answer.get(LONG.toSeconds(), TimeUnit.SECONDS)).singleElement().asString().contains("a: b");
        assertThat(starts).hasValue(1);
        preparing.join();
        slow.rest();
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void says_in_helms_words_what_is_wrong() throws IOException {
        HelmRequest request = template("faulty", "a: {{ .Values.none.there }}");

        assertThatThrownBy(() -> helm.render(request, LONG)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nil pointer");
    }

    @Test
    void ends_what_computes_without_end_and_goes_on() throws IOException {
        HelmRequest good = template("good", "a: b");
        HelmRequest endless = template("endless", WITHOUT_END);

        assertThatThrownBy(() -> helm.render(endless, SHORT)).isInstanceOf(HelmEnded.class)
                .hasMessageContaining("after 1 s").hasMessageContaining("no end");

        assertThat(helm.render(good, LONG)).singleElement().asString().contains("a: b");
    }

    @Test
    void ends_what_takes_all_memory() throws IOException {
        HelmRequest large = template("large", "{{ range until 1000000000 }}{{ end }}");

        assertThatThrownBy(() -> helm.render(large, LONG)).isInstanceOf(HelmEnded.class)
                .hasMessageContaining("memory");
    }

    @Test
    void an_interruption_ends_what_takes_its_time_and_not_a_rendering() throws Exception {
        HelmRequest good = template("good", "a: b");
        HelmRequest endless = template("endless", WITHOUT_END);
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread running = Thread.ofVirtual().start(() -> {
            Thread.currentThread().interrupt();
            assertThat(helm.render(good, LONG)).hasSize(1);
            assertThat(Thread.interrupted()).isTrue();
            try {
                Thread.currentThread().interrupt();
                List<String> _ = helm.run(endless, LONG);
            } catch (InterruptedException | RuntimeException e) {
                ended.complete(e);
            }
        });

        assertThat(ended.get(LONG.toSeconds(), TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        running.join();
    }

    @Test
    void a_request_arrives_as_it_was_sent() throws IOException {
        HelmRequest request = HelmRequest.install(Path.of("chart"), "r", "n", List.of(Path.of("/v.yaml")),
                Map.of("a.b", "ü\n"), "kubeconfig", Duration.ofSeconds(7)).asUpgrade();
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        request.write(new DataOutputStream(sent));

        assertThat(HelmRequest.read(new DataInputStream(new ByteArrayInputStream(sent.toByteArray()))))
                .isEqualTo(request);
    }
}
