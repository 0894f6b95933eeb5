package dev.statelab.lab.kubectl;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.statelab.lab.LabCluster;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * The stock kubectl, which talks to one lab cluster and has a home folder of its own. A test that asks for one is skipped
 * where kubectl is not installed.
 *
 * @param folder of this kubectl alone: its home, and where it runs
 * @param environment what its processes see besides their home
 */
public record Kubectl(Path folder, Map<String, String> environment) {

    private static final long PATIENCE_SECONDS = 90;

    public Kubectl {
        environment = Map.copyOf(environment);
    }

    /**
     * How a command ended.
     *
     * @param out what it wrote to standard output
     * @param err what it wrote to standard error
     */
    public record Answer(int exitCode, String out, String err) {

        /** Its output, if it succeeded. */
        public String success() {
            if (exitCode != 0) {
                throw new AssertionError("kubectl ended with " + exitCode + "\n" + out + err);
            }
            return out;
        }
    }

    /** @param folder exists, and nobody else uses it */
    public static Kubectl on(LabCluster cluster, Path folder) {
        return with(cluster.kubeconfig(), folder);
    }

    /** @param kubeconfig the text of one */
    public static Kubectl with(String kubeconfig, Path folder) {
        requireInstalled();
        try {
            Files.writeString(folder.resolve("kubeconfig"), kubeconfig);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return new Kubectl(folder, Map.of());
    }

    /** Skips the test where there is no kubectl. */
    public static void requireInstalled() {
        Assumptions.assumeTrue(isInstalled("kubectl"),
                "kubectl is not installed here: see kubernetes.io/docs/tasks/tools");
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(on -> Files.isExecutable(Path.of(on, program)));
    }

    /** The same kubectl with a further environment variable. */
    public Kubectl withVariable(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new Kubectl(folder, more);
    }

    /** Writes a file where kubectl runs, so that commands can name it. */
    public Path file(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Runs a command to its end. */
    public Answer run(String... arguments) {
        return runWith("", arguments);
    }

    /** Runs a command that is given as one line; blanks part its arguments. */
    public Answer line(String line) {
        return run(line.split(" +"));
    }

    /** Runs lines of a shell, as somebody types them, to their end. */
    public Answer typed(String lines) {
        return answer("", start(List.of("sh", "-c", lines)), lines);
    }

    /** Runs a command that reads this text from its standard input. */
    public Answer runWith(String input, String... arguments) {
        return answer(input, start(arguments), "kubectl " + String.join(" ", arguments));
    }

    private static Answer answer(String input, Running started, String command) {
        try (Running running = started) {
            try (OutputStream in = running.process().getOutputStream()) {
                in.write(input.getBytes(UTF_8));
            } catch (IOException _) {
                // It ended without reading everything.
            }
            var out = read(running.process().inputReader(UTF_8));
            var err = read(running.process().errorReader(UTF_8));
            if (!running.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(command + " has not ended in " + PATIENCE_SECONDS + " s");
            }
            return new Answer(running.process().exitValue(), out.join(), err.join());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static CompletableFuture<String> read(BufferedReader stream) {
        CompletableFuture<String> read = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                StringBuilder text = new StringBuilder();
                char[] buffer = new char[8192];
                for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                    text.append(buffer, 0, count);
                }
                read.complete(text.toString());
            } catch (IOException broken) {
                read.completeExceptionally(broken);
            }
        });
        return read;
    }

    /** Starts a command that goes on until it is closed, such as {@code port-forward} or {@code get --watch}. */
    public Running start(String... arguments) {
        List<String> command = new ArrayList<>(List.of("kubectl"));
        command.addAll(Arrays.asList(arguments));
        return start(command);
    }

    /** Starts a command, given as one line, in a terminal: what is written to it is typed, what is read is shown. */
    public Running startInTerminal(String line) {
        Assumptions.assumeTrue(isInstalled("script"), "script, which makes a terminal, is not installed here");
        return start(List.of("script", "-q", "-e", "-c", "kubectl " + line, "/dev/null"));
    }

    private Running start(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> surroundings = builder.environment();
        surroundings.keySet().removeIf(name -> name.startsWith("KUBE") || name.toLowerCase(Locale.ROOT)
                .endsWith("_proxy"));
        surroundings.put("HOME", folder.toString());
        surroundings.put("KUBECONFIG", folder.resolve("kubeconfig").toString());
        surroundings.put("KUBECACHEDIR", folder.resolve("cache").toString());
        surroundings.putAll(environment);
        try {
            return new Running(builder.start());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A command that goes on; its streams are those of the process. Closing it ends it. */
    public record Running(Process process) implements AutoCloseable {

        /** The next line that it writes to standard output; empty at its end. */
        public String nextLine() {
            try {
                String line = process.inputReader(UTF_8).readLine();
                return line == null ? "" : line;
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
