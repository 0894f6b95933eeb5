package dev.statelab.reference.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Programs of this machine. */
public final class Command {

    private Command() {}

    /** Runs it to its end. A code other than 0 is an error that shows what the program said. */
    public static void run(String... command) throws IOException {
        Ended ended = end(List.of(command));
        if (ended.code != 0) {
            throw new IOException(
                    "%s ended with %d:%n%s".formatted(String.join(" ", command), ended.code, ended.output));
        }
    }

    /** Whether the program is here and ends well. */
    public static boolean works(String... command) {
        try {
            return end(List.of(command)).code == 0;
        } catch (IOException notHere) {
            return false;
        }
    }

    private record Ended(int code, String output) {}

    private static Ended end(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Ended(process.waitFor(), output);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
