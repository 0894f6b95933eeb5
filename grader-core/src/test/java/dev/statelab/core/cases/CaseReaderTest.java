package dev.statelab.core.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.statelab.core.Tasks;
import dev.statelab.core.cases.CaseSolution.Changed;
import dev.statelab.core.task.Mistake;
import dev.statelab.core.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseReaderTest {

    private static final Task TASK = Tasks.withCriteria("""
            - {id: set, title: Set, points: 60, expect: [{that: exists(statefulset)}]}
            - {id: name, title: Name, points: 40, needs: [set], expect: [{that: statefulset.metadata.name == "kv"}]}
            """);

    @TempDir
    private Path folder = Path.of("");

    private CaseReading read(String text) throws IOException {
        Files.writeString(folder.resolve("a.yaml"), text);
        return CaseReader.read(folder, TASK);
    }

    private Case one(String spec) throws IOException {
        CaseReading reading = read(text(spec));
        assertThat(reading).isInstanceOf(CaseReading.ReadCases.class);
        return ((CaseReading.ReadCases) reading).cases().getFirst();
    }

    private List<Mistake> mistakes(String text) throws IOException {
        return read(text) instanceof CaseReading.Faulty(List<Mistake> mistakes) ? mistakes : List.of();
    }

    private static String text(String spec) {
        return """
                apiVersion: statelab.dev/v1
                kind: Case
                metadata: {name: a, title: A case}
                spec:
                """ + spec.indent(2);
    }

    private static final String OUTCOMES = "outcomes: {set: passed, name: failed}\n";

    @Test
    void a_case_says_what_is_changed_and_what_comes_of_it() throws IOException {
        Case read = one("""
                without: [{kind: Service}]
                patches:
                  - target: {kind: StatefulSet, name: kv}
                    patch: [{op: replace, path: /spec/replicas, value: 3}]
                objects: [{apiVersion: v1, kind: Pod, metadata: {name: extra}}]
                refused: [{kind: Pod}]
                outcomes: {set: {partial: 20}, name: blocked by set}
                """);

        assertThat(read.outcomes()).containsExactly(
                Map.entry("set", new ExpectedOutcome.Partial(20)),
                Map.entry("name", new ExpectedOutcome.Blocked("set")));
        assertThat(read.solution()).asInstanceOf(type(Changed.class)).satisfies(changed -> {
            assertThat(changed.without()).extracting(Object::toString).containsExactly("Service");
            assertThat(changed.patches().getFirst().operations().getFirst().json().path("value").asInt()).isEqualTo(3);
            assertThat(changed.objects().getFirst().name()).isEqualTo("extra");
        });
        assertThat(read.refused()).extracting(Object::toString).containsExactly("Pod");
    }

    @Test
    void a_case_may_be_another_solution() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));

        assertThat(one("manifests: other\n" + OUTCOMES).solution())
                .isEqualTo(new CaseSolution.Whole(folder.resolve("other")));
        assertThat(other).exists();
    }

    @Test
    void a_case_says_what_others_have_deployed() throws IOException {
        Path vault = Files.createDirectory(folder.resolve("vault"));

        assertThat(one("beside: [vault]\n" + OUTCOMES).solution())
                .isEqualTo(new Changed("", CaseSolution.ChartChange.NONE, List.of(), List.of(), List.of(),
                        List.of(vault)));
    }

    @Test
    void a_folder_that_is_not_there_has_no_case() {
        assertThat(CaseReader.read(folder.resolve("nosuch"), TASK)).isEqualTo(new CaseReading.ReadCases(List.of()));
    }

    @Test
    void every_mistake_of_every_file_is_told() throws IOException {
        Files.writeString(folder.resolve("b.yaml"), "kind: Case\n");

        assertThat(mistakes(text("outcomes: {set: good, nam: failed, name: failed}"))).extracting(Object::toString)
                .contains(folder.resolve("a.yaml")
                        + ":5:19: expected 'passed', 'failed', 'blocked by' and the id of a criterion, or {partial: POINTS}, found the text 'good'",
                        folder.resolve("a.yaml")
                                + ":5:25: expected the id of a criterion of sample, found 'nam' (did you mean 'name'?)",
                        folder.resolve("b.yaml") + ":1:1: expected a field 'metadata', found none");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            outcomes: {set: passed}                                        | a field 'name'
            outcomes: {set: passed, name: blocked by nobody}               | 'blocked by' and the id of a criterion
            outcomes: {set: {partial: 61}, name: passed}   | a whole number from 0 to 60
            outcomes: {set: passed, name: failed}                          | 'manifests', 'chart', 'without', 'patches', 'objects' or 'beside'
            {manifests: nosuch, outcomes: {set: passed, name: failed}}     | a file or a folder
            {beside: [nosuch], outcomes: {set: passed, name: failed}}      | a file or a folder, relative to this one
            {manifests: a.yaml, objects: [], outcomes: {set: passed, name: failed}} | either 'manifests' or changes
            {patches: [{target: {kind: A}, patch: [{op: put, path: /a}]}], outcomes: {set: passed, name: failed}} | add, remove, replace
            {patches: [{target: {kind: A}, patch: [{op: add, path: /a}]}], outcomes: {set: passed, name: failed}} | a field 'value'
            {patches: [{target: {kind: A}, patch: [{op: remove, path: a}]}], outcomes: {set: passed, name: failed}} | a JSON Pointer
            {objects: [{apiVersion: v1, kind: Pod}], outcomes: {set: passed, name: failed}} | a field 'metadata'
            {objects: [{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: other}}], outcomes: {set: passed, name: failed}} | an object in the namespace of the task
            {objects: [{apiVersion: v1, kind: Namespace, metadata: {name: lab}}], outcomes: {set: passed, name: failed}} | an object in the namespace of the task
            """)
    void a_mistake_says_what_was_expected(String spec, String expected) throws IOException {
        assertThat(mistakes(text(spec))).anySatisfy(mistake -> assertThat(mistake.expected()).contains(expected));
    }

    @ParameterizedTest
    @CsvSource({"reference,reference", "empty-namespace,empty-namespace", "another,other"})
    void a_name_is_the_files_own(String name, String file) throws IOException {
        Files.writeString(folder.resolve(file + ".yaml"),
                text("without: [{kind: Service}]\n" + OUTCOMES).replace("name: a,", "name: " + name + ","));

        assertThat(CaseReader.read(folder, TASK)).isInstanceOf(CaseReading.Faulty.class);
    }
}
