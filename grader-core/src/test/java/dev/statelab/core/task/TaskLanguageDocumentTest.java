package dev.statelab.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statelab.core.Tasks;
import dev.statelab.core.task.TaskReading.ReadTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference leaves nothing out, and its examples work. */
class TaskLanguageDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/task-language.md");
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern FUNCTION_ROW = Pattern.compile("^\\| `((\\w+)\\(.*\\))` \\|", Pattern.MULTILINE);

    /** What the functions' examples call objects. */
    private static final String OBSERVED = """
            apiVersion: statelab.dev/v1
            kind: Task
            metadata: {name: sample, title: A sample}
            spec:
              namespace: lab
              maxPoints: %d
              observe:
                statefulset: {apiVersion: apps/v1, kind: StatefulSet, name: kv}
                service: {apiVersion: v1, kind: Service, name: kv}
                pod: {apiVersion: v1, kind: Pod, name: kv}
                object: {apiVersion: v1, kind: Pod, name: kv}
                owner: {apiVersion: v1, kind: Pod, name: kv}
                pods: {apiVersion: v1, kind: Pod, controlledBy: statefulset}
                claims: {apiVersion: v1, kind: PersistentVolumeClaim, claimedBy: statefulset}
                chart: {apiVersion: statelab.dev/v1, kind: Chart, name: kv}
                charts: {apiVersion: statelab.dev/v1, kind: Chart, labelSelector: {matchLabels: {a: b}}}
              criteria:
            %s
            """;

    private static String document() throws IOException {
        return Files.readString(DOCUMENT);
    }

    @Test
    void every_key_of_the_schema_is_in_it() throws IOException {
        Set<String> keys = new TreeSet<>();
        collect(new ObjectMapper().readTree(TaskReader.schema()), keys);

        String document = document();

        assertThat(keys).hasSizeGreaterThan(30).allSatisfy(key -> assertThat(document).contains("`" + key + "`"));
    }

    private static void collect(JsonNode schema, Set<String> keys) {
        JsonNode properties = schema.path("properties");
        properties.fieldNames().forEachRemaining(keys::add);
        schema.forEach(child -> collect(child, keys));
    }

    static Stream<String> functions() throws IOException {
        return FUNCTION_ROW.matcher(document()).results().map(row -> row.group(1));
    }

    /** Compiled with a container of the pod, because that is a part of one. */
    @ParameterizedTest
    @MethodSource("functions")
    void every_function_in_it_is_one(String call) {
        String source = call.replace("(container,", "(container(pod, 'app'),").replace("\"", "'");

        assertThat(Tasks.mistakes(OBSERVED.formatted(1,
                "    - {id: a, title: A, points: 1, expect: [{that: \"[%s].size() == 1\"}]}".formatted(source))))
                .isEmpty();
    }

    @Test
    void every_example_works() throws IOException {
        List<String> examples = EXAMPLE.matcher(document()).results().map(MatchResult::group)
                .map(example -> example.replaceAll("```(yaml)?\n?", "")).toList();

        assertThat(examples).hasSize(9).allSatisfy(example -> assertThat(TaskReader.read(whole(example), "example"))
                .as(example).isInstanceOf(ReadTask.class));
    }

    private static String whole(String example) {
        if (example.startsWith("#")) {
            return example;
        }
        if (example.startsWith("- id")) {
            return OBSERVED.replaceFirst("    pod: .*\n", "").formatted(10, example.indent(4));
        }
        return """
                apiVersion: statelab.dev/v1
                kind: Task
                metadata: {name: sample, title: A sample}
                spec:
                  namespace: lab
                  criteria: [{id: a, title: A, points: 100, expect: [{that: exists(%s)}]}]
                %s""".formatted(example.contains("deployment:") ? "deployment" : "statefulset", example.indent(2));
    }
}
