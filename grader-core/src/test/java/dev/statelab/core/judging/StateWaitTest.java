package dev.statelab.core.judging;

import static dev.statelab.core.EvaluationAssert.assertThat;
import static dev.statelab.core.judging.Criteria.READY_WITHIN_60S;
import static dev.statelab.core.judging.Criteria.evaluate;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.result.Evaluation;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Waiting for a state. */
class StateWaitTest {

    @Test
    void a_state_that_comes_true_in_time_passes() {
        FakeCluster cluster = new FakeCluster(States.starting());
        cluster.then(States.recorded("healthy-3").state(2, cluster.now().plusSeconds(5)));

        Evaluation evaluation = evaluate(READY_WITHIN_60S, cluster);

        assertThat(evaluation).scored(100);
        Assertions.assertThat(evaluation.timing().totalMillis()).isEqualTo(5000);
    }

    @Test
    void a_pod_that_still_starts_at_the_deadline_costs_nothing() {
        FakeCluster cluster = new FakeCluster(States.starting());

        Evaluation evaluation = evaluate(READY_WITHIN_60S, cluster);

        assertThat(evaluation).isIncomplete().inconclusive(Cause.Reason.STILL_CHANGING, "a");
        Assertions.assertThat(evaluation.timing().totalMillis()).isEqualTo(60_000);
    }

    @Test
    void a_pod_that_is_unhealthy_at_the_deadline_fails_with_its_own_reason() {
        States unhealthy = States.recorded("not-ready");
        FakeCluster cluster = new FakeCluster(unhealthy);

        Evaluation evaluation = evaluate(READY_WITHIN_60S, cluster);

        assertThat(evaluation).scored(0).failed("a").rootCause("a")
                .isEqualTo("The readiness probe fails in container app");
        Assertions.assertThat(evaluation.timing().totalMillis()).isEqualTo(60_000);
    }

    @Test
    void what_cannot_recover_is_not_waited_for() {
        FakeCluster cluster = new FakeCluster(States.recorded("unschedulable"));

        Evaluation evaluation = evaluate(READY_WITHIN_60S, cluster);

        assertThat(evaluation).failed("a").rootCause("a").isEqualTo("No node has the cpu that pod kv-0 asks for");
        Assertions.assertThat(evaluation.timing().totalMillis()).isZero();
    }

    @Test
    void what_somebody_has_to_write_is_not_waited_for_while_pods_start() {
        FakeCluster cluster = new FakeCluster(States.starting());

        Evaluation evaluation = evaluate(
                """
                        - {id: a, title: A, points: 100, within: 60s, expect: [{that: "statefulset.spec.?replicas.orValue(1) == 5",
                             show: "statefulset.spec.replicas"}]}
                        """,
                cluster);

        assertThat(evaluation).scored(0).failed("a").found("a").isEqualTo("3");
        Assertions.assertThat(evaluation.timing().totalMillis()).isZero();
    }

    @Test
    void what_is_at_rest_is_waited_for_until_it_was_quiet_for_a_second() {
        FakeCluster cluster = new FakeCluster(States.starting());
        cluster.then(States.atRestWithTwo().state(2, cluster.now().plusSeconds(3)));

        Evaluation evaluation = evaluate(READY_WITHIN_60S, cluster);

        assertThat(evaluation).failed("a").found("a").isEqualTo("2");
        Assertions.assertThat(evaluation.timing().totalMillis()).isEqualTo(4000);
    }

    /** A watch that is broken, or behind the others, makes a cluster look at rest. */
    @Test
    void nothing_fails_by_what_a_watch_did_not_tell() {
        FakeCluster cluster = new FakeCluster(States.atRestWithTwo());
        cluster.thenUnseen(States.recorded("healthy-3").state(2, cluster.now().plusSeconds(60)));

        Evaluation evaluation = evaluate(READY_WITHIN_60S, cluster);

        assertThat(evaluation).scored(100);
    }
}
