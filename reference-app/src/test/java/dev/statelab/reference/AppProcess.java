package dev.statelab.reference;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The application as a process of its own, on a free port. */
final class AppProcess implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile(".*: listening on port (\\d+), .*");

    private final Process process;
    private final int port;
    private final String firstLine;

    private AppProcess(Process process, int port, String firstLine) {
        this.process = process;
        this.port = port;
        this.firstLine = firstLine;
    }

    static AppProcess start(Mode mode, Path folder) throws IOException {
        return start(command(List.of(), Path.of("target", "classes"), mode.argument()), folder);
    }

    /** What starts the application with the tests' JVM. */
    static List<String> command(List<String> jvmOptions, Path classes, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classes.toAbsolutePath().toString(), Main.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Returns when it listens. */
    static AppProcess start(List<String> command, Path folder) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(Map.of("PORT", "0", "POD_NAME", "pod-0", "DATA_DIR", folder.toString()));
        return start(builder);
    }

    static AppProcess start(ProcessBuilder builder) throws IOException {
        Process process = builder.redirectErrorStream(true).start();
        BufferedReader log = process.inputReader(StandardCharsets.UTF_8);
        List<String> seen = new ArrayList<>();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            seen.add(line);
            Matcher listening = LISTENING.matcher(line);
            if (listening.matches()) {
                Thread.ofVirtual().start(() -> drain(log));
                return new AppProcess(process, Integer.parseInt(listening.group(1)), line);
            }
        }
        throw new IllegalStateException("the application ended before it listened: " + seen);
    }

    /** A process whose output nobody reads stops when the pipe is full. */
    private static void drain(BufferedReader log) {
        try {
            log.transferTo(Writer.nullWriter());
        } catch (IOException ended) {
            // It was killed.
        }
    }

    Client client() {
        return new Client(port);
    }

    int port() {
        return port;
    }

    /** What it logged when it was ready. */
    String firstLine() {
        return firstLine;
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** SIGKILL; returns when the process is gone. */
    void kill() {
        process.destroyForcibly();
        exitCode(Duration.ofSeconds(30));
    }

    /** Waits for the end. */
    int exitCode(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still running after " + atMost);
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
