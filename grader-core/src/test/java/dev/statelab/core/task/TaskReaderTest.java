package dev.statelab.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.Tasks;
import dev.statelab.core.cluster.ResourceKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskReaderTest {

    private static final String GOOD = "- {id: a, title: A, points: 100, expect: [{that: exists(service)}]}";

    private static List<String> mistakes(String criteria) {
        return Tasks.mistakes(Tasks.text(criteria)).stream().map(TaskReaderTest::short_).toList();
    }

    private static String short_(Mistake mistake) {
        return "expected " + mistake.expected() + ", found " + mistake.found();
    }

    @Test
    void a_good_task_has_no_mistakes() {
        assertThat(mistakes(GOOD)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"task-02,15 10 15 10 10 10 10 20", "task-05,15 10 10 5 10 10 10 10 20",
        "lab-14,8 8 10 10 8 8 8 10 10 6 4 6 4 12 8"})
    void the_rubric_has_the_points_of_the_lab_in_their_order(String task, String points) {
        assertThat(Tasks.task(task).criteria().stream().map(criterion -> Integer.toString(criterion.points())).toList())
                .containsExactly(points.split(" "));
    }

    @ParameterizedTest
    @CsvSource(value = {"lab, lab", "'', (none)", "Lab, (none)", "[lab], (none)"}, nullValues = "(none)")
    void the_namespace_alone_is_read_where_it_is_one(String written, @Nullable String read, @TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("task.yaml"), "spec:\n  namespace: " + written + "\n");

        assertThat(TaskReader.outline(file).namespace()).isEqualTo(Optional.ofNullable(read));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "observe: {c: {apiVersion: statelab.dev/v1, kind: Chart}} | true",
        "parameters: {c: {object: {apiVersion: statelab.dev/v1, kind: Chart}}} | true",
        "observe: {c: {apiVersion: v1, kind: Pod}} | false",
        "observe: [Chart] | false"})
    void the_outline_tells_what_is_observed(String written, boolean observed, @TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("task.yaml"), "spec:\n  " + written + "\n");

        assertThat(TaskReader.outline(file).observes(ResourceKind.CHART)).isEqualTo(observed);
    }

    @Test
    void every_mistake_is_reported_with_its_place() {
        List<Mistake> mistakes = Tasks.mistakes("""
                apiVersion: statelab.dev/v2
                kind: Task
                metadata: {name: Sample, titel: A sample}
                spec:
                  observe: {}
                  criteria:
                    - id: a
                      points: many
                """);

        assertThat(mistakes).extracting(Mistake::toString).containsExactly(
                "task.yaml:1:13: expected 'statelab.dev/v1', found 'statelab.dev/v2'",
                "task.yaml:3:11: expected a field 'title', found none",
                "task.yaml:3:18: expected lower-case letters, digits and dashes, found 'Sample'",
                "task.yaml:3:26: expected one of name, title, version in metadata, found 'titel' (did you mean 'title'?)",
                "task.yaml:5:3: expected a field 'namespace', found none",
                "task.yaml:6:3: expected criteria worth 100 points together, without bonus and hidden ones, found 0 points",
                "task.yaml:7:7: expected a field 'title', found none",
                "task.yaml:7:7: expected 'expect' or 'steps', found neither",
                "task.yaml:8:15: expected a whole number from 0 to 10000, found the text 'many'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [] | expected at least one criterion, found none
            - {id: a, title: A, points: 90, expect: [{that: exists(service)}]} | expected criteria worth 100 points together, without bonus and hidden ones, found 90 points
            - {id: a, id: b, title: A, points: 100, expect: [{that: exists(service)}]} | expected each key once, found 'id' again
            - {id: a, title: A, points: 100, needs: [b], expect: [{that: exists(service)}]} | expected 'needs' to name one of a, found 'b' (did you mean 'a'?)
            - {id: a, title: A, points: 100, needs: [a], expect: [{that: exists(service)}]} | expected 'needs' without a circle, found a needs a
            - {id: a, title: A, points: 100, within: 1 minute, expect: [{that: exists(service)}]} | expected a duration such as 500ms, 30s or 2m, from 0s to 1h, found the text '1 minute'
            - {id: a, title: A, points: 100, disruptive: maybe, expect: [{that: exists(service)}]} | expected true or false, found the text 'maybe'
            - {id: a, title: A, points: 100, expect: [{that: exists(servise)}]} | expected one of claims, endpoints, labelled, pods, random, selected, service, statefulset, or a function, found 'servise' (did you mean 'service'?) in 'exists(servise)'
            - {id: a, title: A, points: 100, expect: [{that: exists(service}]} | expected a CEL expression, found 'exists(service': missing ')' at '<EOF>'
            - {id: a, title: A, points: 100, expect: [{that: pods.size()}]} | expected an expression that is true or false, found 'pods.size()', which is of type int
            - {id: a, title: A, points: 100, expect: [{that: exists(service), hint: "${nosuch}"}]} | expected one of claims, endpoints, labelled, pods, random, selected, service, statefulset, or a function, found 'nosuch' in 'nosuch'
            - {id: a, title: A, points: 100, expect: [{that: exists(service), hint: "${service"}]} | expected a closing brace for '${', found '${service'
            - {id: a, title: A, points: 100, expect: [{that: exists(service), needs: [z]}]} | expected 'needs' to name one of a, found 'z' (did you mean 'a'?)
            - {id: a, title: A, points: 100, steps: [{deletePod: kv-0}]} | expected 'disruptive: true' for a criterion that disturbs pods, found none
            - {id: a, title: A, points: 100, steps: [{expect: []}]} | expected exactly one of http, exec, file, resolve, deletePod, scale, patch, await, check, found none
            - {id: a, title: A, points: 100, steps: [{http: {port: 80, path: /}}]} | expected exactly one of pod, service, name, found none
            - {id: a, title: A, points: 100, steps: [{http: {pod: p, service: s, port: 80, path: /}}]} | expected exactly one of pod, service, name, found pod, service
            - {id: a, title: A, points: 100, steps: [{http: {pod: p, port: 80, path: /, method: POST, retry: 5s}}]} | expected no 'retry' for POST, which must not be sent twice, found one
            - {id: a, title: A, points: 100, steps: [{http: {pod: p, port: 80, path: /, times: 2, retry: 5s}}]} | expected either 'times' or 'retry', found both
            - {id: a, title: A, points: 100, steps: [{http: {pod: p, port: 80, path: /, times: 101}}]} | expected a whole number from 1 to 100, found 101
            - {id: a, title: A, points: 100, steps: [{exec: {pod: p, command: []}}]} | expected a list with the program and its arguments, found none
            - {id: a, title: A, points: 100, steps: [{exec: {pod: p, command: ["${nosuch}"]}}]} | expected one of claims, endpoints, labelled, pods, random, selected, service, statefulset, or a function, found 'nosuch' in 'nosuch'
            - {id: a, title: A, points: 100, steps: [{file: {pod: p, path: x}}]} | expected a path that starts with '/', found 'x'
            - {id: a, title: A, points: 100, steps: [{file: {pod: p, path: /x}}]} | expected 'expect' or 'capture' for what file finds, found neither
            - {id: a, title: A, points: 100, steps: [{await: 5s}]} | expected 'expect' for what is waited for, found none
            - {id: a, title: A, points: 100, steps: [{check: {name: same-lenght, with: {of: a}}}]} | expected one of the checks same-length, stubborn, found 'same-lenght' (did you mean 'same-length'?)
            - {id: a, title: A, points: 100, steps: [{check: {name: same-length, with: {off: a}}}]} | expected one of as, of in with, found 'off' (did you mean 'of'?)
            - {id: a, title: A, points: 100, steps: [{check: {name: same-length, with: {of: a}}}]} | expected a parameter 'as' under 'with', found none
            - {id: a, title: A, points: 100, steps: [{resolve: kv-0.kv}]} | expected 'expect' or 'capture' for what resolve finds, found neither
            - {id: a, title: A, points: 100, disruptive: true, steps: [{patch: {workload: pods, spec: {x: 1}}}]} | expected the name of an observation that is one StatefulSet or one Deployment, such as statefulset, found 'pods'
            - {id: a, title: A, points: 100, disruptive: true, steps: [{patch: {workload: statefulset, spec: {x: [1]}}}]} | expected a mapping, a text, a number, true, false or null, found a list
            - {id: a, title: A, points: 100, disruptive: true, steps: [{patch: {workload: statefulset, spec: {}}}]} | expected at least one field in spec, found none
            - {id: a, title: A, points: 100, steps: [{patch: {workload: statefulset, spec: {x: 1}}}]} | expected 'disruptive: true' for a criterion that disturbs pods, found none
            - {id: a, title: A, points: 100, disruptive: true, steps: [{scale: {workload: pods, replicas: 1}}]} | expected the name of an observation that is one StatefulSet or one Deployment, such as statefulset, found 'pods'
            - {id: a, title: A, points: 100, disruptive: true, steps: [{scale: {workload: statefulset, replicas: 21}}]} | expected a whole number from 0 to 20, found 21
            - {id: a, title: A, points: 100, steps: [{scale: {workload: statefulset, replicas: 1}}]} | expected 'disruptive: true' for a criterion that disturbs pods, found none
            - {id: a, title: A, points: 100, steps: [{http: {pod: p, port: 0, path: /}}]} | expected a whole number from 1 to 65535, found 0
            - {id: a, title: A, points: 100, steps: [{http: {pod: p, port: 80, path: x}}]} | expected a path that starts with '/', or one expression, found 'x'
            - {id: a, title: A, points: 100, steps: [{http: {pod: p, port: 80, path: /, method: FETCH}}]} | expected one of GET, POST, PUT, PATCH, DELETE, HEAD, found 'FETCH'
            - {id: a, title: A, points: 100, steps: [{http: {pod: p, port: 80, path: "/${response.body}"}}]} | expected one of claims, endpoints, labelled, pods, random, selected, service, statefulset, or a function, found 'response' in 'response.body'
            - {id: a, title: A, points: 100, steps: [{http: {pod: p, port: 80, path: /}, capture: {pods: response.body}}]} | expected a name that is not in use yet, found 'pods'
            - {id: a, title: A, points: 100, steps: [{http: {pod: p, port: 80, path: /}, expect: [{that: "true", needs: [a]}]}]} | expected one of that, points, show, expected, hint in an expectation, found 'needs'
            - {id: a, title: A, points: 100, bonus: true, hidden: true, expect: [{that: exists(service)}]} | expected 'bonus' or 'hidden': hidden points are counted apart anyway, found both
            - {id: a, title: A, points: 100, expect: [{that: exists(service), points: 60}, {that: exists(service), points: 30}]} | expected the 90 points that its expectations are worth together, found 100 points
            - {id: a, title: A, points: 100, expect: [{that: exists(service), points: 0}]} | expected a whole number from 1 to 10000, found 0
            - {id: a, title: A, points: 100, forEach: {name: pod, in: service}, expect: [{that: isReady(pod)}]} | expected one of the observations that are lists: endpoints, pods, labelled, selected, claims, found 'service'
            - {id: a, title: A, points: 100, forEach: {name: pods, in: pods}, expect: [{that: isReady(pods)}]} | expected a name that is not in use yet, found 'pods'
            - {id: a, title: A, points: 100, forEach: {name: pod}, expect: [{that: isReady(pod)}]} | expected a field 'in', found none
            - {id: a, title: A, points: 100, expect: [{that: exists(pods)}]} | expected a CEL expression, found 'exists(pods)': found no matching overload for 'exists' applied to '(list(map(string, dyn)))' (candidates: (map(string, dyn)))
            - {id: a, title: A, points: 100, expect: [{that: pods.spec == 1}]} | expected a CEL expression, found 'pods.spec == 1': type 'list(map(string, dyn))' does not support field selection
            - {id: a, title: A, points: 100, expect: [{that: service == 'web'}]} | expected a CEL expression, found 'service == 'web'': found no matching overload for '_==_' applied to '(map(string, dyn), string)' (candidates: (%A0, %A0))
            - {id: a, title: A, points: 100, expect: [{that: random.key > 5}]} | expected a CEL expression, found 'random.key > 5': found no matching overload
            - {id: a, title: A, points: 100, steps: [{http: {pod: p, port: 80, path: /}, expect: [{that: response == 200}]}]} | expected a CEL expression, found 'response == 200': found no matching overload for '_==_' applied to '(map(string, dyn), int)'
            - {id: a, title: A, points: 100, expect: [{that: 1 > 2}]} | expected expectations that can come true, found '1 > 2', which never does
            - {id: a, title: A, points: 100, expect: [{that: isReady(pod)}]} | expected one of claims, endpoints, labelled, pods, random, selected, service, statefulset, or a function, found 'pod' (did you mean 'pods'?) in 'isReady(pod)'
            """)
    void a_mistake_in_a_criterion_is_found(String criterion, String mistake) {
        assertThat(mistakes(criterion)).anySatisfy(found -> assertThat(found).startsWith(mistake));
    }

    @Test
    void a_criterion_that_needs_what_never_passes_is_a_mistake() {
        assertThat(mistakes("""
                - {id: a, title: A, points: 100, needs: [b], expect: [{that: exists(service)}]}
                - {id: b, title: B, points: 0, needs: [c], expect: [{that: exists(service)}]}
                - {id: c, title: C, points: 0, expect: [{that: "false"}]}
                """)).containsExactly("expected 'needs' to name criteria that can pass, found 'b', which never does",
                "expected 'needs' to name criteria that can pass, found 'c', which never does",
                "expected expectations that can come true, found 'false', which never does");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hidden | bonus  | expected a criterion that needs no hidden one, found 'b' in 'needs'
            hidden | points | expected a criterion that needs no hidden one, found 'b' in 'needs'
            bonus  | points | expected a criterion that needs no bonus one, found 'b' in 'needs'
            """)
    void nothing_hangs_on_points_that_count_less(String needed, String needing, String mistake) {
        String credit = needing.equals("points") ? "" : ", " + needing + ": true";

        assertThat(mistakes("""
                - {id: a, title: A, points: 100%s, needs: [b], expect: [{that: exists(service)}]}
                - {id: b, title: B, points: 5, %s: true, expect: [{that: exists(service)}]}
                """.formatted(credit, needed))).contains(mistake);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            x: {apiVersion: v1, kind: Pod} | expected exactly one of name, labelSelector, controlledBy, claimedBy, selectedBy, endpointsOf, found none
            x: {apiVersion: v1, kind: Pod, name: a, controlledBy: s} | expected exactly one of name, labelSelector, controlledBy, claimedBy, selectedBy, endpointsOf, found name, controlledBy
            x: {apiVersion: v1, kind: Pod, controlledBy: t} | expected one of the observations x, found 't' (did you mean 'x'?)
            x: {apiVersion: v1, kind: Pod, labelSelector: {matchLabels: {a: 1}}} | expected a text, found 1
            x: {apiVersion: v1, kind: Pod, labelSelector: {app: web}} | expected one of matchLabels, matchExpressions in labelSelector, found 'app'
            x: {apiVersion: v1, kind: Pod, labelSelector: {}} | expected labels in matchLabels or matchExpressions, found none
            x: {apiVersion: v1, kind: Pod, labelSelector: {matchExpressions: [{key: a, operator: in, values: [b]}]}} | expected one of In, NotIn, Exists, DoesNotExist, found 'in' (did you mean 'In'?)
            x: {apiVersion: v1, kind: Pod, labelSelector: {matchExpressions: [{key: a, operator: NotIn}]}} | expected values for NotIn, found none
            x: {apiVersion: v1, kind: Pod, labelSelector: {matchExpressions: [{key: a, operator: Exists, values: [b]}]}} | expected no values for Exists, found b
            x: {apiVersion: v1, kind: Pod, name: a, template: data} | expected 'template' beside 'claimedBy', found no 'claimedBy'
            x: {apiVersion: v1, kind: Pod, controlledBy: x} | expected an observation that is not found by this one, found 'x'
            random: {apiVersion: v1, kind: Pod, name: a} | expected a name that expressions do not use already, found 'random'
            a-b: {apiVersion: v1, kind: Pod, name: a} | expected a name of letters, digits and underscores, for use in expressions, found 'a-b'
            """)
    void a_mistake_in_an_observation_is_found(String observation, String mistake) {
        String text = """
                apiVersion: statelab.dev/v1
                kind: Task
                metadata: {name: sample, title: A sample}
                spec:
                  namespace: lab
                  observe:
                    %s
                  criteria: [{id: a, title: A, points: 100, expect: [{that: "true"}]}]
                """.formatted(observation);

        assertThat(Tasks.mistakes(text)).extracting(TaskReaderTest::short_).contains(mistake);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `` | task.yaml:1:1: expected one YAML document with a task, found an empty file
            `a: [` | task.yaml:1:5: expected one YAML document with a task, found expected the node content, but found '<stream end>'
            `text` | task.yaml:1:1: expected a task (a mapping), found the text 'text'
            `&a [*a]` | task.yaml:1:1: expected a task (a mapping), found a list
            """)
    void a_file_that_is_no_task_is_told_so(String text, String mistake) {
        assertThat(Tasks.mistakes(text)).extracting(Mistake::toString).containsExactly(mistake);
    }

    @Test
    void aliases_that_multiply_are_refused() {
        StringBuilder bomb = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x]\n");
        for (char c = 'b'; c < 'z'; c++) {
            String before = "*" + (char) (c - 1);
            bomb.append("%s: &%s [%s]\n".formatted(c, c, String.join(", ", List.of(before, before, before, before))));
        }

        assertThat(Tasks.mistakes(bomb.toString())).isNotEmpty();
    }

    @Test
    void a_file_that_does_not_exist_is_a_mistake(@TempDir Path folder) {
        TaskReading reading = TaskReader.read(folder.resolve("task.yaml"));

        assertThat(reading).isInstanceOfSatisfying(TaskReading.Faulty.class,
                faulty -> assertThat(faulty.mistakes()).singleElement()
                        .satisfies(mistake -> assertThat(mistake.found()).isEqualTo("no such file")));
    }

    @Test
    void bytes_that_are_no_text_are_a_mistake(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("task.yaml"), "ä".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(TaskReader.read(file)).isInstanceOfSatisfying(TaskReading.Faulty.class,
                faulty -> assertThat(faulty.mistakes()).singleElement()
                        .satisfies(mistake -> assertThat(mistake.found()).isEqualTo("bytes that are none")));
    }
}
