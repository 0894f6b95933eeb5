package dev.statelab.core.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.statelab.core.mutation.Equivalents.Reading;
import dev.statelab.core.task.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EquivalentsTest {

    private static final Path TASKS = Path.of("..", "tasks");
    private static final Set<String> MUTANTS = Set.of("Pod a: removed", "Pod a: spec removed");

    @TempDir
    private Path folder = Path.of("");

    private Reading read(String equivalent) throws IOException {
        Path file = Files.writeString(folder.resolve("mutation.yaml"), """
                apiVersion: statelab.dev/v1
                kind: Mutation
                metadata: {name: small}
                spec: {equivalent: [%s]}
                """.formatted(equivalent));
        return Equivalents.read(file, "small", MUTANTS);
    }

    private List<String> mistakes(String equivalent) throws IOException {
        return read(equivalent) instanceof Reading.Faulty(List<Mistake> mistakes)
                ? mistakes.stream().map(mistake -> mistake.toString().replace(folder + "/", "")).toList()
                : List.of();
    }

    @Test
    void a_declared_mutant_has_its_reason() throws IOException {
        assertThat(read("{reason: so, mutants: ['Pod a: removed']}")).isInstanceOfSatisfying(Reading.Read.class,
                read -> assertThat(read.equivalents().declared().get("Pod a: removed"))
                        .hasFieldOrPropertyWithValue("reason", "so"));
    }

    @Test
    void a_file_that_is_not_there_declares_nothing() {
        assertThat(Equivalents.read(folder.resolve("nosuch.yaml"), "small", MUTANTS))
                .isInstanceOfSatisfying(Reading.Read.class,
                        read -> assertThat(read.equivalents().declared()).isEmpty());
    }

    @Test
    void an_unknown_mutant_is_a_mistake() throws IOException {
        assertThat(mistakes("{reason: so, mutants: ['Pod a: remove']}")).containsExactly(
                "mutation.yaml:4:44: expected a mutant as 'grader mutate' prints it, found 'Pod a: remove'"
                        + " (did you mean 'Pod a: removed'?)");
    }

    @Test
    void a_mutant_is_declared_once_and_with_a_reason() throws IOException {
        assertThat(mistakes("{reason: so, mutants: ['Pod a: removed', 'Pod a: removed']}"))
                .containsExactly("mutation.yaml:4:62: expected each mutant once, found 'Pod a: removed' again");
        assertThat(mistakes("{mutants: ['Pod a: removed']}"))
                .containsExactly("mutation.yaml:4:21: expected a field 'reason', found none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"task-02", "task-05"})
    void the_tasks_files_are_valid(String task) throws IOException {
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Equivalents.schema())
                .validate(Files.readString(TASKS.resolve(task).resolve("mutation.yaml")), InputFormat.YAML)).isEmpty();
    }

    @Test
    void the_schema_lies_beside_the_tasks() {
        assertThat(TASKS.resolve(Equivalents.SCHEMA)).hasContent(Equivalents.schema());
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                Arguments.of("", Equivalents.FILE),
                Arguments.of("/$defs/metadata", Equivalents.METADATA),
                Arguments.of("/$defs/spec", Equivalents.SPEC),
                Arguments.of("/$defs/declaration", Equivalents.DECLARATION));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void schema_and_reader_know_the_same_keys(String pointer, Set<String> keys) throws IOException {
        JsonNode properties = new ObjectMapper().readTree(Equivalents.schema()).at(pointer + "/properties");
        Set<String> published = new LinkedHashSet<>();
        properties.fieldNames().forEachRemaining(published::add);

        assertThat(published).isEqualTo(keys);
    }
}
