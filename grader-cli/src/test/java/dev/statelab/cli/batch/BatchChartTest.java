package dev.statelab.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.cli.Terminal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Charts that a class handed in. */
class BatchChartTest {

    private final Terminal terminal = new Terminal();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void charts_are_installed_and_graded_or_refused_with_the_reason() throws IOException {
        Path good = chart("good", "");
        Path zipped = zipped(chart("zipped", ""));
        Path greedy = chart("greedy", "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: more}\n");
        Path hook = chart("hook", """
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: prepare, annotations: {helm.sh/hook: pre-install}}
                spec: {restartPolicy: Never, containers: [{name: a, image: busybox, command: [sh, -c, "exit 7"]}]}
                """);
        Path roster = Files.writeString(folder.resolve("class.csv"), Stream.of(good, zipped, greedy, hook)
                .map(path -> path.getFileName().toString().replace(".zip", "") + "," + path + "\n")
                .reduce("student_id,submission\n", String::concat));

        int exit = terminal.run("batch", "task-02", "--roster", roster.toString(), "--results",
                folder.resolve("results").toString());

        assertThat(exit).as(terminal.err()).isEqualTo(3);
        List<String> rows = Files.readAllLines(folder.resolve("results/gradebook.csv"));
        assertThat(rows).anySatisfy(row -> assertThat(row).startsWith("good,,graded,100,"))
                .anySatisfy(row -> assertThat(row).startsWith("zipped,,graded,100,"))
                .anySatisfy(row -> assertThat(row).startsWith("greedy,").contains("the whole cluster's"))
                .anySatisfy(row -> assertThat(row).startsWith("hook,").contains("ended with exit code 7"));
    }

    private Path chart(String name, String more) throws IOException {
        Path chart = folder.resolve(name);
        Path templates = Files.createDirectories(chart.resolve("templates"));
        Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: mine\nversion: 0.1.0\n");
        for (String file : List.of("service.yaml", "statefulset.yaml")) {
            Files.writeString(templates.resolve(file),
                    Files.readString(Path.of("../reference-solutions/task-02", file)) + more);
        }
        return chart;
    }

    private Path zipped(Path chart) throws IOException {
        Path zip = folder.resolve(chart.getFileName() + ".zip");
        try (FileSystem archive = FileSystems.newFileSystem(URI.create("jar:" + zip.toUri()), Map.of("create", "true"));
                Stream<Path> files = Files.walk(chart)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path place = archive.getPath(chart.relativize(file).toString());
                if (place.getParent() != null) {
                    Files.createDirectories(place.getParent());
                }
                Files.copy(file, place);
            }
        }
        return zip;
    }
}
