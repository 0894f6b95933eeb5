package dev.statelab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code docs/kubectl-session.md}: each line that begins with a dollar sign, and what came back after it. */
class KubectlSessionTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void every_line_answers_as_the_document_says() throws IOException {
        DocumentedSession.assumeInstalled("kubectl", "curl", "bash");
        Path solution = Files.createDirectory(folder.resolve("task-02"));
        for (String name : List.of("service.yaml", "statefulset.yaml")) {
            Files.copy(Path.of("../reference-solutions/task-02", name), solution.resolve(name));
        }

        new DocumentedSession(Path.of("../docs/kubectl-session.md")).replay(folder, Changing::leftOut);
    }
}
