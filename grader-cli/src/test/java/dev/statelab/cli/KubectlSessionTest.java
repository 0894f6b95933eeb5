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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code docs/kubectl-session.md}: each line that begins with a dollar sign, and what came back after it. */
class KubectlSessionTest {

    private static final Path DOCUMENT = Path.of("../docs/kubectl-session.md");
    private static final String PROMPT = "$ ";

    @TempDir
    private Path folder = Path.of("");

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void every_line_answers_as_the_document_says() throws IOException {
        assumeThat(List.of("kubectl", "curl", "bash")).as("commands that are not installed here")
                .allMatch(KubectlSessionTest::isInstalled);
        Path solution = Files.createDirectory(folder.resolve("task-02"));
        for (String name : List.of("service.yaml", "statefulset.yaml")) {
            Files.copy(Path.of("../reference-solutions/task-02", name), solution.resolve(name));
        }
        String document = Files.readString(DOCUMENT);

        String seen;
        try (ShellSession shell = ShellSession.start(folder)) {
            seen = replay(document, shell);
        }

        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(DOCUMENT, seen);
            return;
        }
        assertThat(Changing.leftOut(seen)).isEqualTo(Changing.leftOut(document));
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
