package dev.statelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.statelab.core.task.RubricTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What students are told is what they are graded by. */
class StatementTest {

    private static final Path TASKS = Path.of("../tasks");
    @ParameterizedTest
    @ValueSource(strings = {"task-02", "task-05"})
    void the_table_of_points_is_the_rubric(String name) throws IOException {
        TaskFolder tasks = new TaskFolder(TASKS);

        String statement = Files.readString(tasks.statement(name));

        assertThat(RubricTable.mistake(statement, name, tasks.read(name))).isEmpty();
    }

    /** The reference solution has all points, so what it has is what the task asks for. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            task-02 | StatefulSet    | name                   | StatefulSet | /metadata/name
            task-02 | StatefulSet    | replicas               | StatefulSet | /spec/replicas
            task-02 | StatefulSet    | label of its pods      | StatefulSet | /spec/template/metadata/labels/app
            task-02 | StatefulSet    | label of its pods      | Service     | /spec/selector/app
            task-02 | StatefulSet    | image                  | StatefulSet | /spec/template/spec/containers/0/image
            task-02 | StatefulSet    | image                  | StatefulSet | /spec/template/spec/containers/0/imagePullPolicy
            task-02 | StatefulSet    | container port         | StatefulSet | /spec/template/spec/containers/0/ports/0/containerPort
            task-02 | Storage        | one claim per pod      | StatefulSet | /spec/volumeClaimTemplates/0/metadata/name
            task-02 | Storage        | mounted at             | StatefulSet | /spec/template/spec/containers/0/volumeMounts/0/mountPath
            task-02 | Storage        | size and access mode   | StatefulSet | /spec/volumeClaimTemplates/0/spec/resources/requests/storage
            task-02 | Storage        | size and access mode   | StatefulSet | /spec/volumeClaimTemplates/0/spec/accessModes/0
            task-02 | Service        | name                   | Service     | /metadata/name
            task-02 | Service        | name                   | StatefulSet | /spec/serviceName
            task-02 | Service        | type                   | Service     | /spec/clusterIP
            task-05 | StatefulSet    | name                   | StatefulSet | /metadata/name
            task-05 | StatefulSet    | replicas               | StatefulSet | /spec/replicas
            task-05 | StatefulSet    | label of its pods      | StatefulSet | /spec/template/metadata/labels/app
            task-05 | Init container | name and image         | StatefulSet | /spec/template/spec/initContainers/0/name
            task-05 | Init container | name and image         | StatefulSet | /spec/template/spec/initContainers/0/image
            task-05 | Container      | name and image         | StatefulSet | /spec/template/spec/containers/0/name
            task-05 | Container      | name and image         | StatefulSet | /spec/template/spec/containers/0/image
            task-05 | Container      | name and image         | StatefulSet | /spec/template/spec/containers/0/imagePullPolicy
            task-05 | Container      | port                   | StatefulSet | /spec/template/spec/containers/0/ports/0/containerPort
            task-05 | Container      | environment            | StatefulSet | /spec/template/spec/containers/0/env/0/name
            task-05 | Container      | environment            | StatefulSet | /spec/template/spec/containers/0/env/0/valueFrom/fieldRef/fieldPath
            task-05 | Container      | readiness probe        | StatefulSet | /spec/template/spec/containers/0/readinessProbe/httpGet/path
            task-05 | Storage        | one claim per pod      | StatefulSet | /spec/volumeClaimTemplates/0/metadata/name
            task-05 | Storage        | one claim per pod      | StatefulSet | /spec/template/spec/containers/0/volumeMounts/0/mountPath
            task-05 | Storage        | one claim per pod      | StatefulSet | /spec/volumeClaimTemplates/0/spec/resources/requests/storage
            task-05 | Storage        | one claim per pod      | StatefulSet | /spec/volumeClaimTemplates/0/spec/accessModes/0
            task-05 | Service        | name                   | Service     | /metadata/name
            task-05 | Service        | name                   | Service     | /spec/ports/0/port
            """)
    void its_names_and_numbers_are_those_of_the_task(String task, String object, String what, String kind, String field)
            throws IOException {
        String told = cell(Files.readString(TASKS.resolve(task).resolve("README.md")), object, what);

        assertThat(told).containsPattern("(?<![\\w-])" + Pattern.quote(reference(task, kind).at(field).asText())
                + "(?![\\w-])");
    }

    @ParameterizedTest
    @ValueSource(strings = {"task-02", "task-05"})
    void its_namespace_is_that_of_the_task(String name) throws IOException {
        TaskFolder tasks = new TaskFolder(TASKS);

        assertThat(Files.readString(tasks.statement(name)))
                .contains("Everything is in the namespace `" + tasks.read(name).namespace() + "`.");
    }

    /** The value of a row; a row without an object is about the one above. */
    private static String cell(String statement, String object, String what) {
        String above = "";
        for (String line : statement.lines().toList()) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 5) {
                above = cells[1].isBlank() ? above : cells[1].strip();
                if (above.equals(object) && cells[2].strip().startsWith(what)) {
                    return cells[3];
                }
            }
        }
        throw new AssertionError("no row " + object + ", " + what);
    }

    private static JsonNode reference(String task, String kind) throws IOException {
        Path file = Path.of("../reference-solutions").resolve(task).resolve(kind.toLowerCase(Locale.ROOT) + ".yaml");
        JsonNode object = new YAMLMapper().readTree(file.toFile());
        assertThat(object.path("kind").asText()).isEqualTo(kind);
        return object;
    }

    @ParameterizedTest
    @ValueSource(strings = {"task-02", "task-05"})
    void the_all_in_one_manifest_is_the_single_files(String name) throws IOException {
        Path solutions = Path.of("../reference-solutions");

        String allInOne = Files.readString(solutions.resolve(name + "-all-in-one.yaml"));

        StringBuilder singles = new StringBuilder();
        for (String file : List.of("namespace", "service", "statefulset")) {
            singles.append(singles.isEmpty() ? "" : "---\n")
                    .append(Files.readString(solutions.resolve(name).resolve(file + ".yaml")));
        }
        assertThat(allInOne).isEqualTo(singles.toString());
    }
}
