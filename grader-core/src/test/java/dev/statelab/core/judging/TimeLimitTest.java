package dev.statelab.core.judging;

import static dev.statelab.core.EvaluationAssert.assertThat;
import static dev.statelab.core.judging.Criteria.evaluate;

import dev.statelab.core.result.Evaluation;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class TimeLimitTest {

    private static final String NEVER_READY = "pods.all(p, isReady(p))";

    private static FakeCluster notReady() {
        return new FakeCluster(States.recorded("not-ready"));
    }

    private static long seconds(Evaluation evaluation, String criterion) {
        return evaluation.criteria().stream().filter(each -> each.id().equals(criterion)).findFirst().orElseThrow()
                .millis() / 1000;
    }

    @Test
    void a_fast_cluster_has_no_more_time_left_than_a_slow_one() {
        FakeCluster cluster = new FakeCluster(States.starting());
        EvaluationOptions fast = cluster.options().withSpeed(10);
        long now = fast.ticker().getAsLong();
        long past = Duration.ofSeconds(20).toNanos();

        Assertions.assertThat(fast.left(Duration.ofSeconds(400), now)).isEqualTo(Duration.ofSeconds(400));
        Assertions.assertThat(fast.left(Duration.ofSeconds(400), now - past)).isEqualTo(Duration.ofSeconds(200));
        Assertions.assertThat(fast.left(Duration.ofSeconds(200), now - past)).isZero();
        Assertions.assertThat(fast.left(Duration.ZERO, now)).isZero();
        Assertions.assertThat(cluster.options().left(Duration.ofSeconds(60), now - past))
                .isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void the_expectations_of_a_criterion_have_its_time_together_and_each_at_least_5_s() {
        Evaluation evaluation = evaluate(
                """
                        - {id: a, title: A, points: 100, within: 60s, expect: [{points: 50, that: "%1$s"}, {points: 50, that: "%1$s"}]}
                        """
                        .formatted(NEVER_READY),
                notReady());

        assertThat(evaluation).scored(0).failed("a");
        Assertions.assertThat(seconds(evaluation, "a")).isEqualTo(65);
    }

    @Test
    void waiting_for_what_fails_uses_up_the_time() {
        Evaluation evaluation = evaluate("""
                - {id: a, title: A, points: 50, within: 60s, expect: [{that: "%1$s"}]}
                - {id: b, title: B, points: 50, within: 60s, expect: [{needs: [a], points: 25, that: "%1$s"},
                     {points: 25, that: "%1$s"}]}
                """.formatted(NEVER_READY), notReady());

        assertThat(evaluation).scored(0).failed("a", "b");
        Assertions.assertThat(seconds(evaluation, "b")).isEqualTo(70);
    }

    @Test
    void what_needs_another_has_its_time_from_when_that_has_passed() {
        FakeCluster cluster = new FakeCluster(States.starting());
        cluster.then(States.recorded("not-ready").state(2, cluster.now().plusSeconds(50)));

        Evaluation evaluation = evaluate(
                """
                        - {id: a, title: A, points: 50, within: 60s, expect: [{that: "pods.exists(p, p.status.phase == 'Running' && !isReady(p))"}]}
                        - {id: b, title: B, points: 50, within: 60s, expect: [{needs: [a], that: "%1$s"}]}
                        """
                        .formatted(NEVER_READY),
                cluster);

        assertThat(evaluation).scored(50).failed("b");
        Assertions.assertThat(seconds(evaluation, "b")).isEqualTo(110);
    }

    @Test
    void a_disruptive_criterion_has_its_time_at_once_although_its_turn_comes_later() {
        Evaluation evaluation = evaluate("""
                - {id: a, title: A, points: 50, within: 60s, expect: [{that: "%1$s"}]}
                - {id: b, title: B, points: 50, within: 60s, disruptive: true, expect: [{that: "%1$s"}]}
                """.formatted(NEVER_READY), notReady());

        assertThat(evaluation).scored(0).failed("a", "b");
        Assertions.assertThat(seconds(evaluation, "b")).isEqualTo(5);
    }

    @Test
    void what_another_criterion_has_disturbed_has_its_time_after_it() {
        Evaluation evaluation = evaluate("""
                - {id: a, title: A, points: 50, within: 60s, disruptive: true, expect: [{that: "%1$s"}]}
                - {id: b, title: B, points: 50, within: 60s, disruptive: true, expect: [{that: "%1$s"}]}
                """.formatted(NEVER_READY), notReady());

        assertThat(evaluation).scored(0).failed("a", "b");
        Assertions.assertThat(seconds(evaluation, "b")).isEqualTo(60);
    }
}
