package dev.statelab.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.statelab.core.Tasks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterReaderTest {

    private static final String SET = "  set: {title: T, object: {apiVersion: apps/v1, kind: StatefulSet}, find: [{because: B}]}";

    private static String task(String parameters) {
        return """
                apiVersion: statelab.dev/v1
                kind: Task
                metadata: {name: sample, title: A sample}
                spec:
                  namespace: lab
                  observe:
                    pods: {apiVersion: v1, kind: Pod, controlledBy: set}
                  criteria:
                    - {id: a, title: A, points: 100, expect: [{that: "set.spec.replicas == pods.size()", hint: H}]}
                  parameters:
                %s
                """.formatted(parameters.indent(2));
    }

    private static List<String> mistakes(String parameters) {
        return Tasks.mistakes(task(parameters)).stream().map(Mistake::toString).toList();
    }

    @Test
    void a_parameter_is_an_observation_that_others_are_found_by() {
        Task task = Tasks.read(task(SET));

        assertThat(task.parameters()).extracting(Parameter::id, Parameter::title)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("set", "T"));
        assertThat(task.observations()).extracting(Observation::id).containsExactly("set", "pods");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            y: {find: [{because: B}]}                                             | 12:8: expected a field 'title', found none
            y: {title: T, find: [{because: B}]}                                   | 12:8: expected either 'object' or 'values', found none
            y: {title: T, values: '[1]', object: {apiVersion: v1, kind: Pod}, find: [{because: B}]} | 12:8: expected either 'object' or 'values', found both
            y: {title: T, values: '[1]'}                                          | 12:8: expected a field 'find', found none
            y: {title: T, values: '[1]', find: []}                                | 12:40: expected at least one rule, found a list
            y: {title: T, values: '[1]', find: [{}]}                              | 12:41: expected a field 'because', found none
            y: {title: T, values: '[1]', others: '[', find: [{because: B}]}       | 12:42: expected a regular expression, found '[': Unclosed character class
            y: {title: T, object: {apiVersion: v1, kind: Pod}, others: a, find: [{because: B}]} | 12:56: expected 'others' beside 'values', found no 'values'
            y: {title: T, object: {apiVersion: v1, kind: Pod}, optional: true, find: [{because: B}]} | 12:56: expected 'optional' beside 'values', found no 'values'
            y: {title: T, values: '[1]', find: [{where: '1', because: B}]}        | 12:49: expected an expression that is true or false, found '1', which is of type int
            y: {title: T, values: 'candidate', find: [{because: B}]}              | 12:27: expected one of pods, set, or a function, found 'candidate' in 'candidate'
            y: {title: T, values: '[later]', find: [{because: B}]}                | 12:27: expected one of pods, set, or a function, found 'later' in '[later]'
            candidate: {title: T, values: '[1]', find: [{because: B}]}            | 12:5: expected a name that expressions do not use already, found 'candidate'
            pods: {title: T, values: '[1]', find: [{because: B}]}                 | 7:5: expected a name that is not in use yet, found 'pods', a parameter
            y: {title: T, value: '[1]', find: [{because: B}]}                     | 12:19: expected one of title, object, values, others, optional, find in a parameter, found 'value' (did you mean 'values'?)
            """)
    void a_mistake_has_its_place(String parameter, String mistake) {
        assertThat(mistakes(SET + "\n  " + parameter)).contains("task.yaml:" + mistake);
    }

    @Test
    void a_rule_may_use_earlier_parameters_and_what_is_found_by_them_but_no_later_ones() {
        String values = "{title: T, values: 'pods.map(p, p.metadata.name)', find: [{because: B}]}";

        assertThat(mistakes(SET + "\n  y: " + values)).isEmpty();
        assertThat(mistakes("  y: " + values + "\n" + SET)).singleElement().asString()
                .endsWith("found 'pods' in 'pods.map(p, p.metadata.name)'");
    }

    @Test
    void one_that_nothing_uses_is_suspicious() {
        TaskReading reading = TaskReader.read(
                task(SET + "\n  y: {title: T, values: '[1]', find: [{because: B}]}"), "task.yaml");

        assertThat(reading.warnings()).extracting(Mistake::toString).containsExactly(
                "task.yaml:12:5: expected a parameter that something uses, found 'y', which nothing uses");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            true  | y: {title: T, values: '[1]', others: '[0-9]+', find: [{where: candidate == 1, because: B}]}
            true  | y: {title: T, values: '[1]', optional: true, find: [{because: B}]}
            false | y: {title: T, object: {apiVersion: v1, kind: Pod}, optional: true, find: [{because: B}]}
            false | y: {title: T, find: [{because: B}]}
            false | y: {title: T, values: '[1]', find: []}
            false | y: {title: T, object: {apiVersion: v1, kind: Pod}, others: a, find: [{because: B}]}
            """)
    void the_schema_agrees(boolean valid, String parameter) {
        String text = task(SET + "\n  " + parameter);

        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(TaskReader.schema()).validate(text, InputFormat.YAML).isEmpty()).isEqualTo(valid);
        assertThat(Tasks.mistakes(text).isEmpty()).isEqualTo(valid);
    }
}
