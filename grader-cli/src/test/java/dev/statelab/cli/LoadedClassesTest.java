package dev.statelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing heavy is loaded before it is used: that is what makes the grader start quickly. */
class LoadedClassesTest {

    private static final String[] ONLY_FOR_OTHER_COMMANDS = {"com.marcnuri.helm.", "com.networknt.", "com.sun.jna.",
        "io.fabric8.", "io.helidon.", "io.kubernetes.", "io.netty.", "org.jline.", "org.jose4j.",
        "org.yaml.snakeyaml."};

    @TempDir
    private Path folder = Path.of("");

    private List<String> loadedBy(String... arguments) throws IOException, InterruptedException {
        Path log = folder.resolve("classes.log");
        List<String> command = new ArrayList<>(GraderProcess.command(folder, arguments));
        command.add(1, "-Xlog:class+load:file=" + log + ":none");
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(process.waitFor()).isLessThan(3);
        List<String> classes = Files.readAllLines(log).stream().map(line -> line.split(" ", 2)[0]).toList();
        assertThat(classes).contains("dev.statelab.cli.Grader");
        return classes;
    }

    @Test
    void help_needs_no_expressions_no_client_and_no_yaml() throws Exception {
        assertThat(loadedBy("--help")).noneMatch(name -> startsWithAny(name, ONLY_FOR_OTHER_COMMANDS))
                .noneMatch(name -> startsWithAny(name, "dev.cel.", "com.google.", "okhttp3.", "org.snakeyaml."));
    }

    @Test
    void reading_a_task_and_looking_for_a_cluster_needs_neither_charts_nor_schemas_nor_a_lab() throws Exception {
        assertThat(loadedBy("evaluate", "task-02", "--kubeconfig", folder.resolve("none").toString()))
                .anyMatch(name -> name.startsWith("dev.cel."))
                .noneMatch(name -> startsWithAny(name, ONLY_FOR_OTHER_COMMANDS));
    }

    private static boolean startsWithAny(String name, String... prefixes) {
        return List.of(prefixes).stream().anyMatch(name::startsWith);
    }
}
