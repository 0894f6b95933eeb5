package dev.statelab.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.statelab.core.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskSchemaTest {

    private static List<Error> validate(String yaml) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(TaskReader.schema());
        return schema.validate(yaml, InputFormat.YAML);
    }

    @ParameterizedTest
    @ValueSource(strings = {"task-02", "task-05", "lab-14"})
    void the_tasks_are_valid(String task) throws IOException {
        assertThat(validate(Files.readString(Tasks.file(task)))).isEmpty();
    }

    @Test
    void the_schema_that_editors_find_beside_the_tasks_is_the_one_of_this_version() {
        assertThat(Tasks.file("task-02").resolve("../../" + TaskReader.SCHEMA).normalize())
                .as("copy the schema from the resources into the folder tasks")
                .hasContent(TaskReader.schema());
    }

    @ParameterizedTest
    @ValueSource(strings = {"task-02", "task-05", "lab-14"})
    void the_tasks_name_the_schema_for_editors(String task) throws IOException {
        assertThat(Files.readString(Tasks.file(task)))
                .startsWith("# yaml-language-server: $schema=../" + TaskReader.SCHEMA + "\n");
    }

    @Test
    void a_key_that_the_reader_refuses_is_not_valid() {
        String text = Tasks.text("- {id: a, title: A, points: 100, needz: [], expect: [{that: exists(service)}]}");

        assertThat(validate(text)).isNotEmpty();
        assertThat(Tasks.mistakes(text)).isNotEmpty();
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                Arguments.of("", Keys.TASK),
                Arguments.of("/$defs/metadata", Keys.METADATA),
                Arguments.of("/$defs/spec", Keys.SPEC),
                Arguments.of("/$defs/parameter", Keys.PARAMETER),
                Arguments.of("/$defs/parameter/properties/object", Keys.KIND),
                Arguments.of("/$defs/rule", Keys.RULE),
                Arguments.of("/$defs/observation", Keys.OBSERVATION),
                Arguments.of("/$defs/criterion", Keys.CRITERION),
                Arguments.of("/$defs/labelSelector", Keys.LABEL_SELECTOR),
                Arguments.of("/$defs/labelRequirement", Keys.LABEL_REQUIREMENT),
                Arguments.of("/$defs/forEach", Keys.FOR_EACH),
                Arguments.of("/$defs/expectation", Keys.EXPECTATION),
                Arguments.of("/$defs/stepExpectation", Keys.STEP_EXPECTATION),
                Arguments.of("/$defs/step", Keys.STEP),
                Arguments.of("/$defs/http", HttpReader.KEYS),
                Arguments.of("/$defs/exec", ExecReader.KEYS),
                Arguments.of("/$defs/file", ReadFileReader.KEYS),
                Arguments.of("/$defs/resolve", ResolveReader.KEYS),
                Arguments.of("/$defs/deletePod", DeletePodReader.KEYS),
                Arguments.of("/$defs/scale", ScaleReader.KEYS),
                Arguments.of("/$defs/patch", PatchReader.KEYS),
                Arguments.of("/$defs/check", CheckReader.KEYS));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void schema_and_reader_know_the_same_keys(String pointer, Set<String> keys) throws IOException {
        JsonNode properties = new ObjectMapper().readTree(TaskReader.schema()).at(pointer + "/properties");
        Set<String> published = new LinkedHashSet<>();
        properties.fieldNames().forEachRemaining(published::add);

        assertThat(published).isEqualTo(keys);
    }
}
