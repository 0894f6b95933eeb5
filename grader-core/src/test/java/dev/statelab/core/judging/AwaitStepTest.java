package dev.statelab.core.judging;

import static dev.statelab.core.EvaluationAssert.assertThat;
import static dev.statelab.core.judging.OneCriterion.evaluate;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.result.Evaluation;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Waiting for a state. */
class AwaitStepTest {

    private final States states = States.recorded("healthy-3");

    private FakeCluster cluster() {
        return new FakeCluster(states).answering(_ -> Applications.answer(200, "{\"n\":1}"));
    }

    private static final String ALL_READY = """
            {await: 60s, expect: [{that: 'pods.size() == 3 && pods.all(p, isReady(p))'}]}""";

    private static States starting() {
        return States.recorded("healthy-3").change("Pod", "kv-2", pod -> pod.set("status", Json.object("""
                {"phase":"Pending","containerStatuses":[{"name":"app","ready":false,"restartCount":0,
                 "state":{"waiting":{"reason":"ContainerCreating"}},"lastState":{}}]}""")));
    }

    @Test
    void what_a_step_waits_for_comes_in_time() {
        FakeCluster cluster = new FakeCluster(starting());
        cluster.then(states.state(2, cluster.now().plusSeconds(5)));

        Evaluation evaluation = evaluate(cluster, ALL_READY);

        assertThat(evaluation).scored(100);
        Assertions.assertThat(evaluation.timing().totalMillis()).isEqualTo(5000);
    }

    @Test
    void what_is_still_on_its_way_when_the_wait_is_over_costs_nothing() {
        Evaluation evaluation = evaluate(new FakeCluster(starting()), ALL_READY);

        assertThat(evaluation).inconclusive(Cause.Reason.STILL_CHANGING, "a");
        Assertions.assertThat(evaluation.timing().totalMillis()).isEqualTo(60_000);
    }

    @Test
    void what_cannot_come_any_more_is_not_waited_for_and_says_what_was_seen_last() {
        Evaluation evaluation = evaluate(new FakeCluster(States.recorded("unschedulable")), ALL_READY);

        assertThat(evaluation).failed("a").found("a").contains("Unschedulable");
        Assertions.assertThat(evaluation.timing().totalMillis()).isZero();
    }

    @Test
    void a_wait_sees_what_earlier_steps_have_captured() {
        Evaluation evaluation = evaluate(cluster(),
                "{http: {pod: kv-0, port: 80, path: /}, capture: {count: response.json.n}}",
                "{await: 5s, expect: [{that: pods.size() == count + 2}]}");

        assertThat(evaluation).scored(100);
    }
}
