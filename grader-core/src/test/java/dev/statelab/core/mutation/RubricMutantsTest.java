package dev.statelab.core.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.statelab.core.cases.ExpectedOutcome;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.ClusterIdentity;
import dev.statelab.core.result.Credit;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Evaluation.GradedTask;
import dev.statelab.core.result.Finding;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.result.Timing;
import dev.statelab.core.task.Criterion;
import dev.statelab.core.task.Task;
import dev.statelab.core.task.TaskReader;
import dev.statelab.core.task.TaskReading;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RubricMutantsTest {

    private static Task task(String criteria) {
        return TaskReader.read("""
                apiVersion: statelab.dev/v1
                kind: Task
                metadata: {name: small, title: A small task}
                spec:
                  namespace: small
                  observe:
                    set: {apiVersion: apps/v1, kind: StatefulSet, name: web}
                  criteria:
                """ + criteria.indent(4), "task.yaml") instanceof TaskReading.ReadTask(Task task, var _)
                ? task
                : fail("a task with a mistake");
    }

    private static final String TWO = """
            - {id: there, title: There, points: 60, expect: [{that: exists(set)}]}
            - id: two
              title: Two
              points: 40
              needs: [there]
              expect: [{that: "set.spec.replicas == 2"}]
            """;

    private static List<String> mutants(String criteria) {
        return RubricMutants.of(task(criteria)).stream().map(RubricMutant::toString).toList();
    }

    private static RubricMutant mutant(String criteria, String text) {
        return RubricMutants.of(task(criteria)).stream().filter(each -> each.toString().equals(text)).findFirst()
                .orElseThrow();
    }

    @Test
    void each_expectation_is_made_true_and_gets_each_slip_and_each_need_is_left_out() {
        assertThat(mutants(TWO)).containsExactly(
                "there: expect[0].that -> true, always",
                "two: needs without there",
                "two: expect[0].that -> true, always",
                "two: expect[0].that == -> >= in 'set.spec.replicas == 2'",
                "two: expect[0].that == -> <= in 'set.spec.replicas == 2'",
                "two: expect[0].that 2 -> 1 in 'set.spec.replicas == 2'",
                "two: expect[0].that 2 -> 3 in 'set.spec.replicas == 2'");
    }

    @Test
    void the_rubric_has_this_mistake_and_no_other() {
        Criterion two = mutant(TWO, "two: expect[0].that == -> >= in 'set.spec.replicas == 2'").task().criteria()
                .get(1);

        assertThat(two.expect().getFirst().that().source()).isEqualTo("set.spec.replicas >= 2");
        assertThat(two.needs()).containsExactly("there");
    }

    @Test
    void what_the_criterion_does_not_need_is_not_judged() {
        assertThat(mutant(TWO, "there: expect[0].that -> true, always").task().criteria())
                .extracting(Criterion::id).containsExactly("there");
        assertThat(mutant(TWO, "two: expect[0].that -> true, always").task().criteria())
                .extracting(Criterion::id).containsExactly("there", "two");
        assertThat(mutant(TWO, "two: needs without there").task().criteria())
                .extracting(Criterion::id).containsExactly("two");
    }

    @Test
    void a_step_is_left_out_unless_a_later_one_uses_what_it_found() {
        assertThat(mutants("""
                - id: counts
                  title: Counts
                  points: 100
                  steps:
                    - http: {pod: web-0, port: 80, path: /count}
                      expect: [{that: 'response.body != ""'}]
                      capture: {before: response.json.count}
                    - http: {pod: web-0, port: 80, path: "/is/${before}"}
                      expect: [{that: 'response.body != ""'}]
                """)).containsExactly(
                "counts: steps[0].expect[0].that -> true, always",
                "counts: steps[0].expect[0].that != -> == in 'response.body != \"\"'",
                "counts: steps[1] left out",
                "counts: steps[1].expect[0].that -> true, always",
                "counts: steps[1].expect[0].that != -> == in 'response.body != \"\"'");
    }

    @Test
    void slips_with_the_same_words_around_them_are_told_apart() {
        assertThat(mutants("""
                - id: many
                  title: Many
                  points: 100
                  expect: [{that: "%s"}]
                """.formatted(String.join(" && ", Collections.nCopies(9, "exists(set)")))))
                .doesNotHaveDuplicates().hasSize(9).anyMatch(text -> text.endsWith(" (2)"));
    }

    private static final Outcome FAILED = new Outcome.Failed(new Finding("2", "1", ""));

    private static Outcome inconclusive(Cause.Reason reason) {
        return new Outcome.Inconclusive(new Cause(reason, "why"));
    }

    private static CriterionResult result(String id, Outcome outcome, int points) {
        return new CriterionResult(id, id, points, 50, Credit.REGULAR, outcome, List.of(), 1);
    }

    /** Whether a case notices a mistake in the second criterion, which passes wrongly. */
    private static boolean isNoticed(CriterionResult there, CriterionResult two) {
        return mutant(TWO, "two: expect[0].that -> true, always").noticedBy(
                Map.of("there", new ExpectedOutcome.Passed(), "two", new ExpectedOutcome.Failed()),
                new Evaluation("e", new GradedTask("t", "T", "1", 100, 0, 0), "alice", Instant.EPOCH,
                        ClusterIdentity.UNREAD, List.of(), List.of(there, two), List.of(), List.of(), List.of(),
                        new Timing(Duration.ZERO, List.of())))
                .isPresent();
    }

    @Test
    void a_case_notices_what_its_criterion_comes_to() {
        CriterionResult there = result("there", new Outcome.Passed(), 50);

        assertThat(isNoticed(there, result("two", new Outcome.Passed(), 50))).isTrue();
        assertThat(isNoticed(there, result("two", FAILED, 0))).isFalse();
        assertThat(isNoticed(there, result("two", inconclusive(Cause.Reason.FAULTY_TASK), 0))).isTrue();
    }

    @Test
    void another_cluster_is_no_mistake_in_the_rubric() {
        CriterionResult two = result("two", new Outcome.Passed(), 50);

        assertThat(isNoticed(result("there", FAILED, 0), two)).isFalse();
        assertThat(isNoticed(result("there", FAILED, 0), result("two", new Outcome.Blocked("there"), 0))).isFalse();
        assertThat(isNoticed(result("there", new Outcome.Passed(), 50),
                result("two", inconclusive(Cause.Reason.TIMED_OUT), 0))).isFalse();
    }
}
