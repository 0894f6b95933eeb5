package dev.statelab.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.Tasks;
import dev.statelab.core.task.TaskReading.ReadTask;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuspicionsTest {

    private static final String FILE = """
            apiVersion: statelab.dev/v1
            kind: Task
            metadata: {name: sample, title: A sample}
            spec:
              namespace: lab
              observe:
                service: {apiVersion: v1, kind: Service, name: web}
                selected: {apiVersion: v1, kind: Pod, selectedBy: service}
              criteria:
                - {id: a, title: A, points: 90, expect: [{that: selected.size() == 3, hint: Scale.}]}
            %s
            """;

    private static List<String> warnings(String criterion) {
        TaskReading reading = TaskReader.read(FILE.formatted(criterion.indent(4)), "task.yaml");
        assertThat(reading).isInstanceOf(ReadTask.class);
        return reading.warnings().stream().map(Mistake::toString).toList();
    }

    @Test
    void a_good_task_has_no_warnings() {
        assertThat(warnings("- {id: b, title: B, points: 10, expect: [{that: exists(service), hint: Create it.}]}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"task-02", "task-05", "lab-14"})
    void the_tasks_have_no_warnings(String task) {
        assertThat(TaskReader.read(Tasks.file(task)).warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            - {id: b, title: A, points: 10, expect: [{that: exists(service), hint: H}]} | task.yaml:11:22: expected a title of its own, found 'A' again
            - {id: b, title: B, points: 10, expect: [{that: exists(service)}]} | task.yaml:11:46: expected a hint: what to try when 'exists(service)' does not hold, found none
            - {id: b, title: B, points: 10, expect: [{that: "true", hint: H}]} | task.yaml:11:46: expected an expression that may be false, found 'true', which always holds
            - {id: b, title: B, points: 10, expect: [{that: exists(service), hint: H}, {that: exists(service), hint: I}]} | task.yaml:11:80: expected each expectation once, found 'exists(service)' again
            - {id: b, title: B, points: 10, disruptive: true, expect: [{that: exists(service), hint: H}]} | task.yaml:11:37: expected a step that disturbs pods, or no 'disruptive', found neither
            - {id: b, title: B, points: 10, within: 5s, steps: [{http: {pod: p, port: 80, path: /}}]} | task.yaml:11:37: expected 'expect', which 'within' gives time to, found none
            - {id: b, title: B, points: 10, needs: [a, a], expect: [{that: exists(service), hint: H}]} | task.yaml:11:44: expected each criterion once, found 'a' again
            - {id: b, title: B, points: 10, needs: [a], expect: [{that: exists(service), hint: H, needs: [a]}]} | task.yaml:11:58: expected 'needs' of the criterion or of the expectation, found 'a' in both
            - {id: b, title: B, points: 10, steps: [{http: {pod: p, port: 80, path: /}, capture: {x: response.body}}]} | task.yaml:11:91: expected a captured value that a later step uses, found 'x', which none uses
            """)
    void what_is_hardly_meant_is_a_warning(String criterion, String warning) {
        assertThat(warnings(criterion)).containsExactly(warning);
    }

    @Test
    void a_hidden_criterion_needs_no_hint() {
        assertThat(warnings("""
                - {id: b, title: B, points: 10, expect: [{that: exists(service), hint: Create it.}]}
                - {id: c, title: C, points: 10, hidden: true, expect: [{that: exists(service)}]}
                """)).isEmpty();
    }

    @Test
    void an_observation_that_nothing_uses_is_a_warning() {
        String file = FILE.replace("selected.size() == 3", "exists(service)").replace("points: 90", "points: 100");

        assertThat(TaskReader.read(file.formatted(""), "task.yaml").warnings()).extracting(Mistake::toString)
                .containsExactly("task.yaml:8:5: expected an observation that something uses, found 'selected', which"
                        + " nothing uses");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | response.status == 200                                        | 1
            GET    | response.status == 404                                        | 0
            GET    | response.status == 200 && response.body.contains(random.key)  | 0
            DELETE | response.status == 200                                        | 0
            """)
    void a_random_value_that_is_only_asked_for_is_a_warning(String method, String that, int warnings) {
        assertThat(warnings("""
                - id: b
                  title: B
                  points: 10
                  steps:
                    - http: {pod: p, port: 80, method: %s, path: "/${random.key}"}
                      expect: [{that: "%s", hint: H}]
                """.formatted(method, that))).hasSize(warnings).allSatisfy(
                warning -> assertThat(warning).isEqualTo("task.yaml:15:11: expected 'random.key' to be sent or"
                        + " expected elsewhere, found it in this GET alone"));
    }

    @Test
    void a_captured_value_that_is_used_is_none() {
        assertThat(warnings("""
                - id: b
                  title: B
                  points: 10
                  steps:
                    - {http: {pod: p, port: 80, path: /}, capture: {x: response.body, y: x + x}}
                    - {http: {pod: "${y}", port: 80, path: /}}
                """)).isEmpty();
    }

    @Test
    void a_check_in_java_may_use_anything() {
        assertThat(warnings("""
                - id: b
                  title: B
                  points: 10
                  steps:
                    - {http: {pod: p, port: 80, path: /}, capture: {x: response.body}}
                    - {check: {name: same-length, with: {of: pods, as: a}}}
                """)).isEmpty();
    }
}
