package dev.statelab.core.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.expression.CheckedExpressions.Checked;
import dev.statelab.core.expression.Compilation.Compiled;
import dev.statelab.core.expression.ExpressionCompiler.Shape;
import dev.statelab.core.task.TaskReader;
import dev.statelab.core.task.TaskReading.ReadTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedExpressionsTest {

    private static final Map<String, Shape> SHAPES = Map.of("set", Shape.OBJECT, "pods", Shape.LIST_OF_OBJECTS);
    private static final String SET = """
            {"metadata": {"name": "kv"}, "spec": {"replicas": 3, "list": ["b", "a"]}}""";

    @TempDir
    private Path folder = Path.of("");

    private Path jar = Path.of("");

    @BeforeEach
    void writeJar() throws IOException {
        jar = Files.writeString(folder.resolve("grader-core.jar"), "jar");
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_700_000_000_000L));
    }

    private Path file() {
        return folder.resolve("expressions.checked");
    }

    private static Expression compile(String source, CheckedExpressions checked) {
        return ((Compiled<Expression>) new ExpressionCompiler(SHAPES, checked).value(source,
                Set.of("set", "pods", "random")))
                .value();
    }

    private void keep(String... sources) throws IOException {
        CheckedExpressions checked = CheckedExpressions.none();
        for (String source : sources) {
            Expression _ = compile(source, checked);
        }
        checked.keepBeside(jar);
    }

    private boolean isKept(String source, Map<String, Shape> names) {
        return CheckedExpressions.in(jar).find(source, names).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "set.spec.replicas + 1",
        "set.spec.replicas >= 2.5",
        "set.spec.list.sort()[0] + set.metadata.name",
        "set.spec.?nosuch.orValue(['x']).exists(x, x == 'x')",
        "cel.bind(x, set.spec.replicas, x * x)",
        "type(set.spec.replicas) == int && has(set.spec.list)",
        "set.spec.list.filter(x, x != 'a').map(x, {x: [x]})",
        "quantity('1Gi') > quantity('1Mi') ? pods.size() : random.key.size()",
        "set.spec.nosuch",
        "set.spec.list[7]",
        "1 / (set.spec.replicas - 3)"
    })
    void one_that_was_kept_is_the_same_as_one_that_is_checked_now(String source) throws IOException {
        keep(source);
        Map<String, Object> bindings = Map.of("set", Values.of((ObjectNode) new ObjectMapper().readTree(SET)), "pods",
                List.of(), "random", Map.of("key", "k"));

        Expression now = compile(source, CheckedExpressions.none());
        Expression before = compile(source, CheckedExpressions.in(jar));

        assertThat(before.evaluate(bindings)).isEqualTo(now.evaluate(bindings));
        assertThat(List.of(before.references(), before.fields(), before.randomNames(), before.readsOnlySpecs()))
                .isEqualTo(List.of(now.references(), now.fields(), now.randomNames(), now.readsOnlySpecs()));
    }

    @Test
    void a_compiler_takes_what_is_kept() throws Exception {
        keep("40 + 2");
        Checked answer = CheckedExpressions.in(jar).find("40 + 2", Map.of()).orElseThrow();
        CheckedExpressions exchanged = CheckedExpressions.none();
        exchanged.add("1 + 1", Map.of(), answer);
        exchanged.keepBeside(jar);

        assertThat(compile("1 + 1", CheckedExpressions.in(jar)).evaluate(Map.of())).isEqualTo(new Value.Known(42L));
    }

    @Test
    void it_is_known_by_its_text_and_by_all_that_it_may_refer_to() throws IOException {
        keep("set.spec.replicas");

        assertThat(isKept("set.spec.replicas", Map.of("set", Shape.OBJECT))).isTrue();
        assertThat(isKept("set.spec.replica", Map.of("set", Shape.OBJECT))).isFalse();
        assertThat(isKept("set.spec.replicas", Map.of("set", Shape.ANYTHING))).isFalse();
        assertThat(isKept("set.spec.replicas", Map.of())).isFalse();
        assertThat(isKept("set.spec.replicas", Map.of("set", Shape.OBJECT, "spec", Shape.OBJECT))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"jar, 1700000000, true", "jar, 1700000001, false", "longer, 1700000000, false"})
    void they_count_for_the_jar_that_they_were_made_with(String content, long seconds, boolean counts)
            throws IOException {
        keep("1 + 1");

        Files.writeString(jar, content);
        Files.setLastModifiedTime(jar, FileTime.fromMillis(seconds * 1000));

        assertThat(isKept("1 + 1", Map.of())).isEqualTo(counts);
    }

    @Test
    void a_jar_of_another_name_is_another_jar() throws IOException {
        keep("1 + 1");
        jar = Files.move(jar, folder.resolve("grader-core-2.jar"));

        assertThat(isKept("1 + 1", Map.of())).isFalse();
    }

    @Test
    void a_file_that_is_cut_anywhere_holds_none() throws IOException {
        keep("1 + 1", "set.spec.replicas");
        byte[] whole = Files.readAllBytes(file());

        for (int length = 0; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            assertThat(isKept("1 + 1", Map.of())).describedAs("%s bytes", length).isFalse();
        }
        Files.write(file(), whole);
        assertThat(isKept("1 + 1", Map.of())).isTrue();
    }

    @Test
    void a_file_with_any_bit_changed_holds_none() throws IOException {
        keep("1 + 1", "set.spec.replicas");
        byte[] whole = Files.readAllBytes(file());

        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (1 << at % Byte.SIZE);
            Files.write(file(), damaged);
            assertThat(isKept("1 + 1", Map.of())).describedAs("byte %s", at).isFalse();
        }
    }

    @Test
    void a_condition_that_is_kept_as_a_value_is_still_refused_where_it_cannot_be_true() throws IOException {
        keep("40 + 2");

        Compilation<Expression> refused = new ExpressionCompiler(SHAPES, CheckedExpressions.in(jar))
                .condition("40 + 2", Set.of());

        assertThat(refused).isEqualTo(new ExpressionCompiler(SHAPES, CheckedExpressions.none())
                .condition("40 + 2", Set.of()));
        assertThat(refused).isInstanceOf(Compilation.Refused.class).asString().contains("which is of type int");
    }

    @Test
    void nothing_is_kept_for_classes_in_a_folder() throws IOException {
        Files.delete(jar);
        Files.createDirectory(jar);

        assertThatThrownBy(() -> keep("1 + 1")).isInstanceOf(IOException.class)
                .hasMessageContaining("kept for a jar").hasMessageEndingWith("grader-core.jar");
        assertThat(isKept("1 + 1", Map.of())).isFalse();
    }

    @Test
    void they_are_the_same_file_each_time() throws IOException {
        keep("set.spec.list.map(x, x + 'a').size() + pods.size()", "1 + 1");
        byte[] first = Files.readAllBytes(file());
        keep("1 + 1", "set.spec.list.map(x, x + 'a').size() + pods.size()");

        assertThat(Files.readAllBytes(file())).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"task-02", "task-05", "lab-14"})
    void all_of_a_task_are_found_again(String task) throws IOException {
        Path file = Path.of("../tasks", task, "task.yaml");
        CheckedExpressions checked = CheckedExpressions.none();
        assertThat(TaskReader.outline(file).read(checked)).isInstanceOf(ReadTask.class);
        checked.keepBeside(jar);
        CheckedExpressions kept = CheckedExpressions.in(jar);

        assertThat(TaskReader.outline(file).read(kept)).isInstanceOf(ReadTask.class);

        assertThat(checked.added()).isGreaterThan(20);
        assertThat(kept.added()).isZero();
    }
}
