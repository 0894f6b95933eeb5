package dev.statelab.hostile.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.hostile.grader.GraderRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The grader in a process of its own, with a home folder of its own. Closing it kills it.
 *
 * @param start when it was started, in nanoseconds
 */
record GraderProcess(Process process, CompletableFuture<String> out, CompletableFuture<String> err, long start)
        implements
            AutoCloseable {

    /** @param home where it keeps things, and makes its temporary files */
    static GraderProcess start(Path home, String... arguments) {
        return start(home, _ -> {}, arguments);
    }

    /** @param told is given each line of its standard error as it comes */
    static GraderProcess start(Path home, Consumer<String> told, String... arguments) {
        try {
            List<String> command = new ArrayList<>(List.of(
                    // A build may be told to ignore Ctrl-C's own signal, and its children with it, unless that is undone.
                    "env", "--default-signal=INT",
                    ProcessHandle.current().info().command().orElseThrow(), "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                    "-Djava.io.tmpdir=" + Files.createDirectories(home.resolve("tmp")),
                    "-Dstatelab.home=" + GraderRun.HOME, "-cp", classPath(), "dev.statelab.cli.Grader"));
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
            builder.environment().put("HOME", home.toString());
            Process process = builder.start();
            return new GraderProcess(process, read(process.inputReader(UTF_8), _ -> {}),
                    read(process.errorReader(UTF_8), told), System.nanoTime());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** It is started in another folder. */
    private static String classPath() {
        return List.of(System.getProperty("java.class.path").split(":")).stream()
                .map(part -> Path.of(part).toAbsolutePath().toString()).collect(Collectors.joining(":"));
    }

    private static CompletableFuture<String> read(BufferedReader stream, Consumer<String> told) {
        CompletableFuture<String> all = new CompletableFuture<>();
        Thread _ = Thread.ofVirtual().start(() -> {
            try (stream) {
                all.complete(stream.lines().peek(told).collect(Collectors.joining("\n")));
            } catch (IOException | UncheckedIOException broken) {
                all.completeExceptionally(broken);
            }
        });
        return all;
    }

    /** Runs it to its end, for a command whose report is JSON. */
    static Graded run(Path home, String... arguments) {
        try (GraderProcess process = start(home, arguments)) {
            return process.graded();
        }
    }

    /** By its number, whatever became of it since. */
    void signal(String name) {
        try {
            int _ = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Once it has ended. */
    int exitCode() {
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What came of an evaluation, once it has ended. */
    Graded graded() {
        int exitCode = exitCode();
        return new Graded(exitCode, Graded.read(out.join()), err.join(), Duration.ofNanos(System.nanoTime() - start));
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
