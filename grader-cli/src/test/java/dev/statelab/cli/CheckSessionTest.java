package dev.statelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Does what {@code docs/check.md} tells people to do. */
class CheckSessionTest {

    private static final Path DOCUMENT = Path.of("../docs/check.md");
    private static final Path REFERENCE = Path.of("../reference-solutions/task-02");

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void makeSolutions() throws IOException {
        Path manifests = Files.createDirectory(folder.resolve("my-manifests"));
        Path chart = Files.createDirectory(folder.resolve("my-chart"));
        Path templates = Files.createDirectory(chart.resolve("templates"));
        for (String name : List.of("service.yaml", "statefulset.yaml")) {
            Files.copy(REFERENCE.resolve(name), manifests.resolve(name));
            Files.writeString(templates.resolve(name),
                    Files.readString(REFERENCE.resolve(name)).replace("replicas: 4",
                            "replicas: {{ .Values.replicas }}"));
        }
        Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: my-chart\nversion: 0.1.0\n");
        Files.writeString(chart.resolve("values.yaml"), "replicas: 4\n");
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void every_line_answers_as_the_document_says() throws IOException {
        DocumentedSession.assumeInstalled("git", "bash", "sed");

        new DocumentedSession(DOCUMENT).replay(folder, UnaryOperator.identity());
    }

    @Test
    void visual_studio_code_finds_every_mistake() throws IOException {
        JsonNode pattern = new ObjectMapper().readTree(block("json")).at("/tasks/0/problemMatcher/pattern");
        Path manifests = folder.resolve("my-manifests");
        Path file = manifests.resolve("statefulset.yaml");
        Files.writeString(file, Files.readString(file).replace("replicas: 4", "replicas: 3"));
        Terminal terminal = new Terminal();

        int _ = terminal.run("check", "task-02", manifests.toString(), "--format", "lines");

        assertThat(terminal.out().lines()).singleElement().satisfies(line -> {
            Matcher problem = Pattern.compile(pattern.path("regexp").asText()).matcher(line);
            assertThat(problem.matches()).isTrue();
            assertThat(problem.group(pattern.path("file").asInt())).isEqualTo(file.toString());
            assertThat(problem.group(pattern.path("line").asInt())).isEqualTo("10");
            assertThat(problem.group(pattern.path("column").asInt())).isEqualTo("13");
            assertThat(problem.group(pattern.path("severity").asInt())).isEqualTo("error");
            assertThat(problem.group(pattern.path("message").asInt())).startsWith("replicas: expected");
        });
    }

    /** The framework runs the hook's entry, found in the hook's repository, with the user's arguments after it. */
    @Test
    void the_hook_is_a_command_that_can_be_run() throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        JsonNode hook = yaml.readTree(Path.of("../.pre-commit-hooks.yaml").toFile()).path(0);
        JsonNode use = yaml.readTree(block("yaml")).at("/repos/0/hooks/0");
        List<String> words = new ArrayList<>(List.of(hook.path("entry").asText().split(" ")));
        use.path("args").forEach(argument -> words
                .add(argument.asText().replace("my-manifests", folder.resolve("my-manifests").toString())));
        Terminal terminal = new Terminal();

        int exitCode = terminal.run(words.subList(1, words.size()).toArray(String[]::new));

        assertThat(use.path("id")).isEqualTo(hook.path("id"));
        assertThat(Path.of("..", words.getFirst())).isExecutable();
        assertThat(terminal.err()).isEmpty();
        assertThat(exitCode).isZero();
    }

    /** The first code block of the page in this language. */
    private static String block(String language) throws IOException {
        Matcher block = Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$").matcher(Files.readString(DOCUMENT));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }
}
