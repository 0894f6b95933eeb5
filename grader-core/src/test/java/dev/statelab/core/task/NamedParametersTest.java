package dev.statelab.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.statelab.core.Tasks;
import dev.statelab.core.task.NamedParameters.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedParametersTest {

    private static final Task TASK = Tasks.read("""
            apiVersion: statelab.dev/v1
            kind: Task
            metadata: {name: sample, title: A sample}
            spec:
              namespace: lab
              parameters:
                set: {title: T, object: {apiVersion: apps/v1, kind: StatefulSet}, find: [{because: B}]}
                port: {title: P, values: "[1]", others: "[0-9]+", find: [{because: B}]}
              observe: {}
              criteria: [{id: a, title: A, points: 100, expect: [{that: set.spec.replicas == port}]}]
            """);

    @TempDir
    private Path folder = Path.of("");

    private Reading read(String text) throws IOException {
        return NamedParameters.read(Files.writeString(folder.resolve(NamedParameters.FILE), text), TASK);
    }

    private List<String> mistakes(String text) throws IOException {
        return read(text) instanceof Reading.Faulty(List<Mistake> mistakes)
                ? mistakes.stream().map(mistake -> mistake.toString().replace(folder + "/", "")).toList()
                : List.of();
    }

    @Test
    void values_are_texts_whatever_their_type() throws IOException {
        assertThat(read("{apiVersion: statelab.dev/v1, kind: Submission, parameters: {set: kv, port: 8000}}"))
                .isEqualTo(new Reading.Named(Map.of("set", "kv", "port", "8000")));
    }

    @Test
    void every_mistake_has_its_place() throws IOException {
        assertThat(mistakes("""
                apiVersion: statelab.dev/v1
                kind: Pod
                parameters:
                  sett: kv
                  port: [1]
                paramters: {}
                """)).containsExactly(
                "submission.yaml:2:7: expected 'Submission', found 'Pod'",
                "submission.yaml:4:3: expected one of the parameters set, port, found 'sett' (did you mean 'set'?)",
                "submission.yaml:5:9: expected a text or a number, found a list",
                "submission.yaml:6:1: expected one of apiVersion, kind, parameters in a submission, found 'paramters'"
                        + " (did you mean 'parameters'?)");
    }

    @Test
    void the_file_is_in_the_folder_or_beside_it_and_the_one_inside_comes_first() throws IOException {
        Path chart = Files.createDirectory(folder.resolve("chart"));
        Path beside = Files.createFile(folder.resolve(NamedParameters.FILE));

        assertThat(NamedParameters.beside(chart)).contains(beside);

        Path inside = Files.createFile(chart.resolve(NamedParameters.FILE));
        assertThat(NamedParameters.beside(chart)).contains(inside);
        assertThat(NamedParameters.beside(folder.resolve("manifest.yaml"))).contains(beside);
        assertThat(NamedParameters.beside(folder.resolve("nosuch/manifest.yaml"))).isEmpty();
    }

    @Test
    void the_schema_lies_beside_the_tasks_and_knows_the_same_keys() throws IOException {
        Set<String> published = new LinkedHashSet<>();
        new ObjectMapper().readTree(NamedParameters.schema()).path("properties").fieldNames()
                .forEachRemaining(published::add);

        assertThat(published).isEqualTo(NamedParameters.KEYS);
        assertThat(Tasks.file("task-02").resolve("../../" + NamedParameters.SCHEMA).normalize())
                .hasContent(NamedParameters.schema());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            true  | {apiVersion: statelab.dev/v1, kind: Submission, parameters: {set: kv, port: 8000}}
            true  | {apiVersion: statelab.dev/v1, kind: Submission}
            false | {apiVersion: statelab.dev/v2, kind: Submission}
            false | {kind: Submission, parameters: {set: kv}}
            false | {apiVersion: statelab.dev/v1, kind: Submission, parameters: {set: ' '}}
            false | {apiVersion: statelab.dev/v1, kind: Submission, parameters: {set: [kv]}}
            false | {apiVersion: statelab.dev/v1, kind: Submission, paramters: {set: kv}}
            """)
    void the_schema_agrees(boolean valid, String text) throws IOException {
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(NamedParameters.schema()).validate(text, InputFormat.YAML).isEmpty()).isEqualTo(valid);
        assertThat(mistakes(text).isEmpty()).isEqualTo(valid);
    }

    @Test
    void the_example_of_the_statement_is_valid() throws IOException {
        Matcher example = Pattern
                .compile("```yaml\n(# yaml-language-server: .*?\nkind: Submission\n.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Tasks.file("lab-14").resolveSibling("README.md")));

        assertThat(example.find()).isTrue();
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(NamedParameters.schema()).validate(example.group(1), InputFormat.YAML)).isEmpty();
    }
}
