package dev.statelab.core.judging;

import static dev.statelab.core.EvaluationAssert.assertThat;

import dev.statelab.core.Tasks;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.result.Outcome;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckStepTest {

    private final FakeCluster cluster = new FakeCluster(States.recorded("healthy-3"))
            .answering(_ -> Applications.answer(200, "12345"));

    private Evaluation evaluate(String... steps) {
        String criterion = "- id: a\n  title: A\n  points: 100\n  steps:\n";
        return Evaluator.evaluate(Tasks.withCriteria(criterion + "    - " + String.join("\n    - ", steps)), cluster,
                "lab", cluster.options());
    }

    private static String cause(Evaluation evaluation) {
        return evaluation.criteria().getFirst().outcome() instanceof Outcome.Inconclusive(Cause cause)
                ? cause.message()
                : evaluation.criteria().getFirst().outcome().toString();
    }

    @Test
    void a_check_that_passes_leaves_its_requests_as_evidence() {
        Evaluation evaluation = evaluate("{check: {name: same-length, with: {of: pods, as: abcde}}}");

        assertThat(evaluation).scored(100);
        Assertions.assertThat(cluster.requests()).hasSize(3);
        Assertions.assertThat(evaluation.criteria().getFirst().evidence()).hasSize(4)
                .contains(new Evidence.Happened("check same-length", "Passed", "all are as long"));
    }

    @Test
    void a_check_that_fails_costs_points_with_its_own_finding() {
        Evaluation evaluation = evaluate("{check: {name: same-length, with: {of: pods, as: '${service}'}}}");

        assertThat(evaluation).failed("a").found("a").isEqualTo("12345");
        assertThat(evaluation).expected("a").isEqualTo("11 characters");
    }

    @Test
    void a_check_sees_what_was_captured_before_and_changes_nothing() {
        Evaluation evaluation = evaluate("{http: {pod: kv-0, port: 80, path: /}, capture: {wanted: response.body}}",
                "{check: {name: same-length, with: {of: pods, as: x}}, expect: [{that: pods.size() == 3}]}");

        assertThat(evaluation).scored(100);
    }

    @Test
    void a_check_that_cannot_find_out_costs_nothing() {
        cluster.answering(_ -> new PodAnswer.Unknown(new Cause(Cause.Reason.UNREACHABLE, "gone")));

        Evaluation evaluation = evaluate("{check: {name: same-length, with: {of: pods, as: x}}}");

        assertThat(evaluation).inconclusive(Cause.Reason.FAULTY_TASK, "a");
        Assertions.assertThat(cause(evaluation)).contains("no answer from kv-0");
    }

    @ParameterizedTest
    @CsvSource({"throws,it has a bug", "is broken,a/Library", "asks for nothing,the task has no observation nosuch",
        "says nothing,it came to nothing at all"})
    void a_check_with_a_mistake_of_its_own_costs_nothing(String how, String message) {
        Evaluation evaluation = evaluate("{check: {name: stubborn, with: {how: " + how + "}}}");

        assertThat(evaluation).inconclusive(Cause.Reason.FAULTY_TASK, "a");
        Assertions.assertThat(cause(evaluation)).startsWith("the task's check stubborn failed: ").contains(message);
    }

    @Test
    void a_check_that_does_not_end_costs_nothing() {
        Evaluation evaluation = evaluate("{check: {name: stubborn, with: {how: waits}, timeout: 100ms}}");

        assertThat(evaluation).inconclusive(Cause.Reason.TIMED_OUT, "a");
    }
}
