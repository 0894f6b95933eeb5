package dev.statelab.hostile.grader;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.statelab.cli.Grader;
import dev.statelab.cli.Installation;
import dev.statelab.cli.Screen;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One command of the grader, run in this process through its entry point.
 *
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record GraderRun(int exitCode, String out, String err) {

    /** The checkout, from the folder in which the build runs tests. */
    public static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    public static GraderRun of(String... arguments) {
        return at(HOME, arguments);
    }

    /** @param home the folder with the tasks */
    public static GraderRun at(Path home, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Screen screen = new Screen(new PrintWriter(out, true), new PrintWriter(err, true), false, false, true, 80);
        int exitCode = Grader.run(screen, new Installation(home), arguments);
        return new GraderRun(exitCode, out.toString(), err.toString());
    }

    /**
     * The same in a process of its own, as the launcher starts it.
     *
     * @param virtualMachine options of Java; a later one wins over an earlier one
     * @param environment beside this process's own
     */
    public static GraderRun inProcess(List<String> virtualMachine, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command(virtualMachine, arguments));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.errorReader(UTF_8)));
            String out = text(process.inputReader(UTF_8));
            return new GraderRun(process.waitFor(), out, err.join());
        } finally {
            process.destroyForcibly();
        }
    }

    /** The words that start it. */
    public static List<String> command(List<String> virtualMachine, String... arguments) {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-Dstatelab.home=" + HOME));
        command.addAll(virtualMachine);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.statelab.cli.Grader"));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String text(BufferedReader reader) {
        try (reader) {
            return reader.readAllAsString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that a person would see. */
    public String printed() {
        return out + err;
    }
}
