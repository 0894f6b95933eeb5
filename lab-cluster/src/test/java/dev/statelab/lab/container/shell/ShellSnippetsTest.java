package dev.statelab.lab.container.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.statelab.lab.container.ContainerRuntime.StartException;
import dev.statelab.lab.container.ContainerSpec;
import dev.statelab.lab.container.LogQuery;
import dev.statelab.lab.container.PodNetwork;
import dev.statelab.lab.container.RunningContainer;
import dev.statelab.lab.container.UserIds;
import dev.statelab.lab.container.image.ImageCatalogue;
import dev.statelab.lab.container.runtime.JavaContainers;
import dev.statelab.lab.time.ScaledClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ShellSnippetsTest {

    private static final Pattern SNIPPET = Pattern.compile("(.*?)\\n---\\n(.*?)### exit (\\d+)\\n", Pattern.DOTALL);
    private static final Path BUSYBOX = Path.of("/usr/bin/busybox");

    @TempDir
    Path folder;

    record Snippet(String script, String output, int code) {

        @Override
        public String toString() {
            return script.replace('\n', '⏎');
        }
    }

    static Stream<Snippet> snippets() {
        try (InputStream in = Objects.requireNonNull(ShellSnippetsTest.class.getResourceAsStream("snippets.txt"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceFirst("\\A(#.*\\n)+", "");
            List<Snippet> snippets = SNIPPET.matcher(text).results()
                    .map(match -> new Snippet(match.group(1), match.group(2), Integer.parseInt(match.group(3))))
                    .toList();
            return snippets.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void a_script_does_what_is_written_down(Snippet snippet) throws IOException, StartException {
        PodNetwork network = new PodNetwork("pod", "10.0.0.1", (_, _) -> Optional.empty());
        // Standard error is not part of the log that is compared.
        List<String> command = List.of("sh", "-c", "mkdir -p /work; cd /work; exec 2>/dev/null; exec sh -c \"$0\"",
                snippet.script());
        try (ScaledClock clock = ScaledClock.realTime();
                JavaContainers containers = new JavaContainers(folder, ImageCatalogue.standard(), clock)) {
            RunningContainer container = containers.start(new ContainerSpec("busybox", command, List.of(), Map.of(), "",
                    List.of(), UserIds.ROOT, false, 0, network));

            assertThat(container.exit().join().code()).isEqualTo(snippet.code());
            assertThat(container.log(LogQuery.ALL)).hasContent(snippet.output());
        }
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void busybox_does_what_is_written_down(Snippet snippet) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(BUSYBOX), "busybox is not installed, so nothing to compare with");
        Path work = Files.createDirectory(folder.resolve("work"));
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(BUSYBOX.toString(), "sh", "-c", snippet.script())
                .directory(work.toFile()).redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().retainAll(List.of("HOME"));
        // Its own commands come first; there are no others.
        builder.environment().put("PATH", work.toString());
        Process process = builder.start();
        process.getOutputStream().close();

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(snippet.code());
        assertThat(output).hasContent(snippet.output());
    }
}
