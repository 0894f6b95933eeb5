package dev.statelab.hostile.takeover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.hostile.grader.Classroom;
import dev.statelab.hostile.grader.GraderRun;
import dev.statelab.hostile.table.Attack;
import dev.statelab.lab.LabCluster;
import dev.statelab.lab.LabOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The instructor's own token, while a class is graded on the instructor's cluster. */
@Attack("The instructor's token")
class TokenTest {

    @TempDir
    private Path folder = Path.of("");

    private static String tokenIn(String kubeconfig) {
        Matcher token = Pattern.compile("token: *\"?([^\"\\s,}]+)").matcher(kubeconfig);
        assertThat(token.find()).as(kubeconfig).isTrue();
        return token.group(1);
    }

    @Tag("long")
    @Test
    void it_is_in_nothing_that_is_printed_or_written_and_in_no_list_of_processes() throws Exception {
        try (LabCluster cluster = LabCluster.start(LabOptions.defaults().withSpeed(10))) {
            String token = tokenIn(cluster.kubeconfig());
            Classroom classroom = new Classroom(Files.createDirectory(folder.resolve("class")));
            Path own = Files.writeString(folder.resolve("own.kubeconfig"), cluster.kubeconfig());
            Path temporary = Files.createDirectory(folder.resolve("temporary"));
            String good = GraderRun.HOME.resolve("reference-solutions/task-02").toString();
            Process grader = new ProcessBuilder(GraderRun.command(List.of("-Djava.io.tmpdir=" + temporary),
                    classroom.command(List.of("ann,,,,," + good, "bob,,,,,nothing.yaml"), "--on", own.toString(),
                            "--verbose")))
                    .redirectError(folder.resolve("err").toFile()).start();
            try (BufferedReader out = grader.inputReader(UTF_8)) {
                String processes = commandLines(grader);
                String printed = out.readAllAsString();
                assertThat(grader.waitFor()).as(printed).isEqualTo(3);

                assertThat(classroom.gradebook()).contains("ann,,graded,100,");
                assertThat(processes).contains("own.kubeconfig").doesNotContain(token);
                assertThat(printed + Files.readString(folder.resolve("err")) + classroom.written() + all(temporary))
                        .doesNotContain(token);
            } finally {
                grader.destroyForcibly();
            }
        }
    }

    /** As anybody on the machine can read them. */
    private static String commandLines(Process process) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (ProcessHandle each : Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList()) {
            lines.append(Files.readString(Path.of("/proc", Long.toString(each.pid()), "cmdline")));
        }
        return lines.toString();
    }

    private static String all(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(file -> {
                try {
                    return new String(Files.readAllBytes(file), UTF_8);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }).reduce("", String::concat);
        }
    }
}
