package dev.statelab.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The grader in a process of its own, as the launcher starts it; closing it kills it. */
public record GraderProcess(Process process, BufferedReader out, BufferedReader err) implements AutoCloseable {

    /** @param temporary where it makes its temporary files */
    public static GraderProcess start(Path temporary, String... arguments) {
        return startBy(List.of(), temporary, arguments);
    }

    /** @param starter a program that becomes the one that the rest of its arguments name, such as {@code env} */
    public static GraderProcess startBy(List<String> starter, Path temporary, String... arguments) {
        List<String> command = new ArrayList<>(starter);
        command.addAll(command(temporary, arguments));
        try {
            Process process = new ProcessBuilder(command).start();
            return new GraderProcess(process, process.inputReader(UTF_8), process.errorReader(UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The words that start it. */
    static List<String> command(Path temporary, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.io.tmpdir=" + temporary,
                "-Dstatelab.home=..",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.statelab.cli.Grader"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Waits for a line of the output that contains this text. */
    void awaitOutput(String text) {
        awaitOutput(text, new ArrayList<>());
    }

    /** The same, with all lines until then. */
    void awaitOutput(String text, List<String> lines) {
        assertThat(out.lines().peek(lines::add).anyMatch(line -> line.contains(text)))
                .as("a line with '%s' after %s", text, lines).isTrue();
    }

    /** A signal by name, such as {@code TERM}. */
    public void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor()).isZero();
    }

    /** The exit code, once it has ended. */
    public int exitCode() throws InterruptedException {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
