package dev.statelab.core.judging;

import static dev.statelab.core.EvaluationAssert.assertThat;

import dev.statelab.core.Tasks;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.task.Criterion;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What is seen at one moment: judged without a wait, without a step and without a question. */
class GlanceTest {

    private static Evaluation glance(FakeCluster cluster) {
        return Evaluator.evaluate(Tasks.task("task-02"), cluster, "lab", cluster.options().atAGlance());
    }

    private static List<String> notAsked(Evaluation evaluation) {
        return evaluation.criteria().stream().filter(result -> cause(result).startsWith("NOT_ASKED"))
                .map(CriterionResult::id).toList();
    }

    private static String cause(CriterionResult result) {
        return result.outcome() instanceof Outcome.Inconclusive(Cause(var reason, String message))
                ? reason + " " + message
                : "";
    }

    @Test
    void what_the_state_tells_is_judged_and_what_takes_steps_is_not() {
        FakeCluster cluster = new FakeCluster(States.solvedTask02()).answering(Applications.keyValueStore());

        Evaluation evaluation = glance(cluster);

        Assertions.assertThat(evaluation.pointsSoFar()).isEqualTo(60);
        Assertions.assertThat(notAsked(evaluation)).containsExactly("store-data", "retrieve-data", "data-persistence");
        Assertions.assertThat(cluster.requests()).isEmpty();
        Assertions.assertThat(cluster.deletions()).isEmpty();
    }

    @Test
    void nothing_is_waited_for() {
        FakeCluster cluster = new FakeCluster(
                States.recorded("healthy-3").change("Pod", "kv-2", PartialCreditTest::start)).changedJustNow();
        Instant before = cluster.now();
        Evaluation evaluation = Evaluator.evaluate(Tasks.withCriteria("""
                - {id: ready, title: Ready, points: 100, within: 60s,
                   expect: [{that: "pods.size() > 0 && pods.all(p, isReady(p))"}]}
                """), cluster, "lab", cluster.options().atAGlance());

        Assertions.assertThat(cluster.now()).isEqualTo(before);
        Assertions.assertThat(cause(evaluation.criteria().getFirst())).startsWith("STILL_CHANGING still on its way: ");
    }

    @Test
    void the_cause_is_told_as_far_as_the_state_tells_it() {
        FakeCluster cluster = new FakeCluster(States.recorded("crash-loop-backoff")).logging("kv-0", "app", "boom\n");

        Evaluation evaluation = Evaluator.evaluate(Tasks.withCriteria("""
                - {id: ready, title: Ready, points: 100, expect: [{that: "pods.size() > 0 && pods.all(p, isReady(p))"}]}
                """), cluster, "lab", cluster.options().atAGlance());

        assertThat(evaluation).failed("ready").rootCause("ready").isEqualTo("Container app ends with exit code 3");
        Assertions.assertThat(cluster.questions()).isEmpty();
    }

    @Test
    void what_disturbs_nothing_can_be_judged_at_any_time() {
        String ids = Tasks.withCriteria("""
                - {id: a, title: A, points: 20, expect: [{that: "true"}]}
                - {id: b, title: B, points: 20, disruptive: true, steps: [{deletePod: kv-0}]}
                - {id: c, title: C, points: 20, needs: [b], expect: [{that: "true"}]}
                - {id: d, title: D, points: 20, expect: [{needs: [c], that: "true"}]}
                - {id: e, title: E, points: 20, needs: [a], expect: [{that: "true"}]}
                """).undisturbing().criteria().stream().map(Criterion::id).collect(Collectors.joining(" "));

        Assertions.assertThat(ids).isEqualTo("a e");
    }
}
