package dev.statelab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** A page of the documentation with console sessions in it: each line that begins with a dollar sign, and what came back. */
record DocumentedSession(Path document) {

    private static final String PROMPT = "$ ";

    /**
     * Runs every line in a shell whose home is this folder, and compares what comes back; {@code -Dgolden.write=true}
     * writes it into the page instead.
     *
     * @param leftOut takes out of the page what is different each time
     */
    void replay(Path home, UnaryOperator<String> leftOut) throws IOException {
        String written = Files.readString(document);
        String seen;
        try (ShellSession shell = ShellSession.start(home)) {
            seen = replay(written, shell);
        }
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(document, seen);
            return;
        }
        assertThat(leftOut.apply(seen)).isEqualTo(leftOut.apply(written));
    }

    /** Skips the test where one of the commands is not installed. */
    static void assumeInstalled(String... commands) {
        assumeThat(List.of(commands)).as("commands that are not installed here")
                .allMatch(DocumentedSession::isInstalled);
    }

    private static boolean isInstalled(String command) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(on -> Files.isExecutable(Path.of(on, command)));
    }

    /** The document with what came back now in place of what had come back. */
    private static String replay(String document, ShellSession shell) throws IOException {
        List<String> seen = new ArrayList<>();
        boolean inSession = false;
        for (String line : document.lines().toList()) {
            if (line.startsWith("```")) {
                inSession = line.equals("```console");
                seen.add(line);
            } else if (!inSession) {
                seen.add(line);
            } else if (line.startsWith(PROMPT)) {
                seen.add(line);
                seen.addAll(shell.run(line.substring(PROMPT.length())));
            }
        }
        return String.join("\n", seen) + "\n";
    }
}
