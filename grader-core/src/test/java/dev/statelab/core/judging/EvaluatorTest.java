package dev.statelab.core.judging;

import static dev.statelab.core.EvaluationAssert.assertThat;
import static dev.statelab.core.judging.Criteria.READY_WITHIN_60S;
import static dev.statelab.core.judging.Criteria.evaluate;

import dev.statelab.core.Tasks;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.task.Criterion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class EvaluatorTest {

    private static final String TWO_REQUESTS = """
            - {id: a, title: A, points: 50, steps: [{http: {pod: kv-0, port: 80, path: /a}}]}
            - {id: b, title: B, points: 50, steps: [{http: {pod: kv-1, port: 80, path: /b}}]}
            """;

    @Test
    void nothing_fails_when_the_ground_has_gone_from_under_it() {
        FakeCluster cluster = new FakeCluster(States.atRestWithTwo())
                .losing(new Cause(Cause.Reason.STILL_CHANGING, "the node is gone"));

        Evaluation evaluation = evaluate("""
                - {id: a, title: A, points: 50, expect: [{that: "pods.size() == 3"}]}
                - {id: b, title: B, points: 30, needs: [a], expect: [{that: "pods.size() == 2"}]}
                - {id: c, title: C, points: 20, expect: [{that: "pods.size() == 2"}]}
                """, cluster);

        assertThat(evaluation).isIncomplete().inconclusive(Cause.Reason.STILL_CHANGING, "a", "b");
        Assertions.assertThat(evaluation.criteria().getLast().outcome()).isInstanceOf(Outcome.Passed.class);
        Assertions.assertThat(evaluation.rootCauses()).isEmpty();
    }

    @Test
    void who_was_told_of_a_failure_hears_that_it_is_none() {
        FakeCluster cluster = new FakeCluster(States.atRestWithTwo())
                .losing(new Cause(Cause.Reason.STILL_CHANGING, "the node is gone"));
        List<CriterionResult> revised = new ArrayList<>();

        Evaluation evaluation = Evaluator.evaluate(Tasks.withCriteria("""
                - {id: a, title: A, points: 80, expect: [{that: "pods.size() == 3"}]}
                - {id: c, title: C, points: 20, expect: [{that: "pods.size() == 2"}]}
                """), cluster, "lab", cluster.options(new Progress() {
            @Override
            public void revised(CriterionResult result) {
                revised.add(result);
            }
        }));

        Assertions.assertThat(revised).containsExactly(evaluation.criteria().getFirst());
    }

    @Test
    void nobody_asks_for_the_ground_where_everything_passes() {
        FakeCluster cluster = new FakeCluster(States.recorded("healthy-3"))
                .losing(new Cause(Cause.Reason.STILL_CHANGING, "the node is gone"));

        assertThat(evaluate(READY_WITHIN_60S, cluster)).scored(100);
    }

    @Test
    void a_listing_that_cannot_be_read_costs_nothing() {
        Cause cause = new Cause(Cause.Reason.FORBIDDEN, "may not list pods");
        FakeCluster cluster = new FakeCluster(States.recorded("healthy-3"))
                .unreadable(new ResourceKind("v1", "Pod"), cause);

        Evaluation evaluation = evaluate(READY_WITHIN_60S, cluster);

        assertThat(evaluation).isIncomplete().inconclusive(Cause.Reason.FORBIDDEN, "a");
    }

    @Test
    void a_listing_that_no_expression_uses_does_not_matter() {
        FakeCluster cluster = new FakeCluster(States.recorded("healthy-3")).unreadable(new ResourceKind("v1", "Event"),
                new Cause(Cause.Reason.FORBIDDEN, "may not list events"));

        Evaluation evaluation = evaluate(READY_WITHIN_60S, cluster);

        assertThat(evaluation).scored(100);
    }

    @Test
    void a_field_that_is_not_there_fails() {
        FakeCluster cluster = new FakeCluster(States.recorded("healthy-3"));

        Evaluation evaluation = evaluate("""
                - {id: a, title: A, points: 100, expect: [{that: service.spec.nosuch == 1, show: service.spec.nosuch}]}
                """, cluster);

        assertThat(evaluation).failed("a").found("a").isEqualTo("nothing");
    }

    @Test
    void an_expression_that_cannot_be_carried_out_costs_nothing() {
        FakeCluster cluster = new FakeCluster(States.recorded("healthy-3"));

        Evaluation evaluation = evaluate("""
                - {id: a, title: A, points: 100, expect: [{that: service.metadata.name < 5}]}
                """, cluster);

        assertThat(evaluation).isIncomplete().inconclusive(Cause.Reason.FAULTY_TASK, "a");
    }

    @Test
    void independent_criteria_are_judged_at_the_same_time() {
        // given: answers that come only once both requests are on their way
        CyclicBarrier both = new CyclicBarrier(2);
        FakeCluster cluster = new FakeCluster(States.recorded("healthy-3")).answering(_ -> {
            await(both);
            return Applications.answer(200, "");
        });

        // when
        Evaluation evaluation = evaluate(TWO_REQUESTS, cluster);

        // then
        assertThat(evaluation).scored(100);
    }

    @Test
    void an_interruption_keeps_what_is_known() throws Exception {
        // given
        CountDownLatch asked = new CountDownLatch(1);
        FakeCluster cluster = new FakeCluster(States.recorded("healthy-3"))
                .answering(_ -> Applications.answer(200, ""));
        CountDownLatch known = new CountDownLatch(1);
        Progress progress = new Progress() {
            @Override
            public void finished(CriterionResult result) {
                known.countDown();
            }
        };
        CompletableFuture<Evaluation> evaluation = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> evaluation.complete(Evaluator.evaluate(
                Tasks.withCriteria(TWO_REQUESTS), new BlockingCluster(cluster, "/b", asked), "lab",
                cluster.options(progress))));
        asked.await();
        known.await();

        // when
        thread.interrupt();

        // then
        Evaluation result = evaluation.get(30, TimeUnit.SECONDS);
        assertThat(result).isIncomplete().inconclusive(Cause.Reason.INTERRUPTED, "b");
        Assertions.assertThat(result.pointsSoFar()).isEqualTo(50);
    }

    @Test
    void a_pod_that_does_not_come_back_fails() {
        States states = States.recorded("healthy-3").remove("StatefulSet");
        FakeCluster cluster = new FakeCluster(states);
        cluster.afterDeletion(pod -> List.of(states.remove("Pod", pod).state(2, cluster.now().plusSeconds(1))));

        Evaluation evaluation = evaluate("""
                - {id: a, title: A, points: 100, disruptive: true, steps: [{deletePod: {pod: kv-0, gracePeriod: 5s}}]}
                """, cluster);

        assertThat(evaluation).failed("a").found("a").isEqualTo("no pod of that name came back");
        Assertions.assertThat(cluster.deletions()).singleElement().asString().endsWith(" 5");
        Assertions.assertThat(evaluation.timing().restartMillis()).isEmpty();
        Assertions.assertThat(evaluation.timing().totalMillis()).isEqualTo(2000);
    }

    @Test
    void passed_criteria_keep_their_evidence_too() {
        FakeCluster cluster = new FakeCluster(States.recorded("healthy-3"))
                .answering(_ -> Applications.answer(200, "x".repeat(10_000)));

        Evaluation evaluation = evaluate("""
                - id: a
                  title: A
                  points: 100
                  expect: [{that: statefulset.spec.replicas == 3, show: statefulset.spec.replicas}]
                  steps: [{http: {pod: kv-0, port: 80, path: /a}}]
                """, cluster);

        List<Evidence> evidence = evaluation.criteria().getFirst().evidence();
        Assertions.assertThat(evidence).hasSize(2);
        Assertions.assertThat(evidence.getFirst()).isEqualTo(new Evidence.SeenObject("StatefulSet", "rec-healthy", "kv",
                "ef6467a8-1afb-452d-aff4-a3dc0aaa46a4", "780", "3"));
        Assertions.assertThat(evidence.getLast()).isInstanceOfSatisfying(Evidence.Exchange.class,
                exchange -> Assertions.assertThat(exchange.body()).hasSize(4096 + "… (5904 more characters)".length()));
    }

    @Test
    void progress_tells_what_is_waited_for_since_when() {
        // given
        FakeCluster cluster = new FakeCluster(States.starting());
        Instant start = cluster.now();
        cluster.then(States.recorded("healthy-3").state(2, start.plusSeconds(5)));
        ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
        Progress progress = new Progress() {
            @Override
            public void started(Criterion criterion) {
                told.add("started " + criterion.id());
            }

            @Override
            public void waiting(Criterion criterion, String forWhat, Instant since) {
                told.add(criterion.id() + " waits for " + forWhat + " since " + Duration.between(start, since));
            }

            @Override
            public void finished(CriterionResult result) {
                told.add("finished " + result.id());
            }
        };

        // when
        Evaluator.evaluate(Tasks.withCriteria(READY_WITHIN_60S), cluster, "lab", cluster.options(progress));

        // then
        Assertions.assertThat(told).containsExactly("started a",
                "a waits for pod kv-2: ContainerCreating since PT0S", "finished a");
    }

    @Test
    void a_pod_that_is_replaced_by_somebody_else_costs_nothing() {
        FakeCluster cluster = new FakeCluster(States.recorded("healthy-3"))
                .answering(_ -> new PodAnswer.NoAnswer("never asked")).refusingDeletions();

        Evaluation evaluation = evaluate("""
                - {id: a, title: A, points: 100, disruptive: true, steps: [{deletePod: kv-0}]}
                """, cluster);

        assertThat(evaluation).inconclusive(Cause.Reason.STILL_CHANGING, "a");
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
