package dev.statelab.core.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CaseSchemaTest {

    private static final Path TASKS = Path.of("..", "tasks");

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> files = Files.walk(TASKS)) {
            return files.filter(file -> file.toString().matches(".*/cases/[^/]+[.]yaml")).toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void the_cases_are_valid(Path file) throws IOException {
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(CaseReader.schema())
                .validate(Files.readString(file), InputFormat.YAML)).isEmpty();
    }

    @Test
    void the_schema_lies_beside_the_tasks() throws IOException {
        assertThat(TASKS.resolve(CaseReader.SCHEMA)).hasContent(CaseReader.schema());
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                Arguments.of("", CaseReader.CASE),
                Arguments.of("/$defs/metadata", CaseReader.METADATA),
                Arguments.of("/$defs/spec", CaseReader.SPEC),
                Arguments.of("/$defs/chart", ChangeReader.CHART),
                Arguments.of("/$defs/replacement", ChangeReader.REPLACEMENT),
                Arguments.of("/$defs/patch", ChangeReader.PATCH),
                Arguments.of("/$defs/target", ChangeReader.TARGET),
                Arguments.of("/$defs/operation", ChangeReader.OPERATION),
                Arguments.of("/$defs/partial", OutcomeReader.OUTCOME));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void schema_and_reader_know_the_same_keys(String pointer, Set<String> keys) throws IOException {
        JsonNode properties = new ObjectMapper().readTree(CaseReader.schema()).at(pointer + "/properties");
        Set<String> published = new LinkedHashSet<>();
        properties.fieldNames().forEachRemaining(published::add);

        assertThat(published).isEqualTo(keys);
    }
}
