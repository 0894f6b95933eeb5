package dev.statelab.core.judging;

import static dev.statelab.core.EvaluationAssert.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.Tasks;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.cluster.PodRequest;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorTest {

    private static final String READY_WITHIN_60S = """
            - {id: a, title: A, points: 100, within: 60s, expect: [{that: "pods.size() == 3 && pods.all(p, isReady(p))",
                 show: "pods.filter(p, isReady(p)).size()"}]}
            """;

    private static final String TWO_REQUESTS = """
            - {id: a, title: A, points: 50, steps: [{http: {pod: kv-0, port: 80, path: /a}}]}
            - {id: b, title: B, points: 50, steps: [{http: {pod: kv-1, port: 80, path: /b}}]}
            """;

    private static Evaluation evaluate(String criteria, FakeCluster cluster) {
        return Evaluator.evaluate(Tasks.withCriteria(criteria), cluster, "lab", cluster.options());
    }

    private static States starting() {
        return States.recorded("healthy-3").change("Pod", "kv-2", pod -> pod.set("status", Json.object("""
                {"phase":"Pending","containerStatuses":[{"name":"app","ready":false,"restartCount":0,
                 "state":{"waiting":{"reason":"ContainerCreating"}},"lastState":{}}]}""")));
    }

    @Test
    void a_state_that_comes_true_in_time_passes() {
        FakeCluster cluster = new FakeCluster(starting());
        cluster.then(States.recorded("healthy-3").state(2, cluster.now().plusSeconds(5)));

        Evaluation evaluation = evaluate(READY_WITHIN_60S, cluster);

        assertThat(evaluation).scored(100);
        Assertions.assertThat(evaluation.timing().totalMillis()).isEqualTo(5000);
    }

    @Test
    void a_pod_that_still_starts_at_the_deadline_costs_nothing() {
        FakeCluster cluster = new FakeCluster(starting());

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
        FakeCluster cluster = new FakeCluster(starting());

        Evaluation evaluation = evaluate(
                """
                        - {id: a, title: A, points: 100, within: 60s, expect: [{that: "statefulset.spec.?replicas.orValue(1) == 5",
                             show: "statefulset.spec.replicas"}]}
                        """,
                cluster);

        assertThat(evaluation).scored(0).failed("a").found("a").isEqualTo("3");
        Assertions.assertThat(evaluation.timing().totalMillis()).isZero();
    }

    private static States atRestWithTwo() {
        return States.recorded("healthy-3").remove("Pod", "kv-2").changeAll("StatefulSet", set -> {
            set.withObject("/spec").put("replicas", 2);
            set.withObject("/status").put("replicas", 2).put("readyReplicas", 2).put("updatedReplicas", 2);
        });
    }

    @Test
    void what_is_at_rest_is_waited_for_until_it_was_quiet_for_a_second() {
        FakeCluster cluster = new FakeCluster(starting());
        cluster.then(atRestWithTwo().state(2, cluster.now().plusSeconds(3)));

        Evaluation evaluation = evaluate(READY_WITHIN_60S, cluster);

        assertThat(evaluation).failed("a").found("a").isEqualTo("2");
        Assertions.assertThat(evaluation.timing().totalMillis()).isEqualTo(4000);
    }

    /** A watch that is broken, or behind the others, makes a cluster look at rest. */
    @Test
    void nothing_fails_by_what_a_watch_did_not_tell() {
        FakeCluster cluster = new FakeCluster(atRestWithTwo());
        cluster.thenUnseen(States.recorded("healthy-3").state(2, cluster.now().plusSeconds(60)));

        Evaluation evaluation = evaluate(READY_WITHIN_60S, cluster);

        assertThat(evaluation).scored(100);
    }

    @Test
    void nothing_fails_when_the_ground_has_gone_from_under_it() {
        FakeCluster cluster = new FakeCluster(atRestWithTwo())
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
        FakeCluster cluster = new FakeCluster(atRestWithTwo())
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

    /** Read well it may hold, whatever became of what it needs where it does not. */
    @Test
    void what_cannot_be_read_is_not_blocked_by_what_it_needs() {
        FakeCluster cluster = new FakeCluster(States.recorded("healthy-3")).unreadable(ResourceKind.POD,
                new Cause(Cause.Reason.SERVER_ERROR, "etcdserver: request timed out"));

        Evaluation evaluation = evaluate("""
                - {id: a, title: A, points: 50, expect: [{that: statefulset.spec.replicas == 9}]}
                - id: b
                  title: B
                  points: 50
                  within: 60s
                  expect: [{needs: [a], that: "pods.exists(p, isReady(p))"}]
                """, cluster);

        assertThat(evaluation).isIncomplete().failed("a").inconclusive(Cause.Reason.SERVER_ERROR, "b");
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
    void a_blocked_criterion_names_the_root_cause() {
        FakeCluster cluster = new FakeCluster(States.recorded("healthy-3"));

        Evaluation evaluation = evaluate("""
                - {id: c, title: C, points: 30, needs: [b], expect: [{that: exists(service)}]}
                - {id: b, title: B, points: 30, needs: [a], expect: [{that: exists(service)}]}
                - {id: a, title: A, points: 40, expect: [{that: statefulset.spec.replicas == 9}]}
                """, cluster);

        assertThat(evaluation).scored(0).failed("a").blocked("a", "b", "c");
    }

    @Test
    void an_expectation_that_does_not_hold_blames_what_it_needs() {
        FakeCluster cluster = new FakeCluster(States.recorded("healthy-3"));

        Evaluation evaluation = evaluate(
                """
                        - {id: a, title: A, points: 40, expect: [{that: statefulset.spec.replicas == 9}]}
                        - {id: b, title: B, points: 20, expect: [{that: exists(service)}, {that: "pods.size() == 9", needs: [a]}]}
                        - {id: c, title: C, points: 20, expect: [{that: "!exists(service)"}, {that: "pods.size() == 9", needs: [a]}]}
                        - {id: d, title: D, points: 20, expect: [{that: exists(service)}, {that: "pods.size() == 3", needs: [a]}]}
                        """,
                cluster);

        assertThat(evaluation).scored(20).failed("a", "c").blocked("a", "b");
    }

    private static final String ONE_TOO_FEW = """
            - {id: a, title: A, points: 50, expect: [{that: statefulset.spec.replicas == 4}]}
            - {id: b, title: B, points: 50, within: 60s, expect: [{needs: [a], that: "pods.all(p, isReady(p))"}]}
            """;

    @Test
    void pods_that_start_have_their_time_although_another_one_is_missing() {
        FakeCluster cluster = new FakeCluster(starting());
        cluster.then(States.recorded("healthy-3").state(2, cluster.now().plusSeconds(30)));

        Evaluation evaluation = evaluate(ONE_TOO_FEW, cluster);

        assertThat(evaluation).scored(50).failed("a");
    }

    @Test
    void pods_that_still_start_at_the_deadline_are_not_blocked_by_one_that_is_missing() {
        FakeCluster cluster = new FakeCluster(starting());

        Evaluation evaluation = evaluate(ONE_TOO_FEW, cluster);

        assertThat(evaluation).failed("a");
        assertThat(evaluation).inconclusive(Cause.Reason.STILL_CHANGING, "b");
    }

    @Test
    void a_fast_cluster_has_no_more_time_left_than_a_slow_one() {
        FakeCluster cluster = new FakeCluster(starting());
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
    void what_a_criterion_disturbs_was_looked_at_by_all_others_before() {
        // given
        States states = States.recorded("healthy-3");
        ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
        FakeCluster cluster = new FakeCluster(states).answering(request -> {
            log.add("GET " + request.target().name());
            return Applications.answer(200, "");
        });
        cluster.afterDeletion(pod -> {
            ObjectNode old = states.find("Pod", pod).deepCopy();
            log.add("DELETE " + pod);
            states.remove("Pod", pod).add(old.toString()).change("Pod", pod,
                    now -> now.withObject("/metadata").put("uid", "new"));
            return List.of(states.state(2, cluster.now().plusSeconds(2)));
        });

        // when
        Evaluation evaluation = evaluate("""
                - {id: a, title: A, points: 40, disruptive: true, steps: [{deletePod: kv-0}]}
                - {id: b, title: B, points: 20, disruptive: true, steps: [{deletePod: kv-2}]}
                - {id: c, title: C, points: 20, steps: [{http: {pod: kv-1, port: 80, path: /c}}]}
                - {id: d, title: D, points: 20, needs: [a], steps: [{http: {pod: kv-0, port: 80, path: /d}}]}
                """, cluster);

        // then
        assertThat(evaluation).scored(100);
        Assertions.assertThat(log).containsExactly("GET kv-1", "DELETE kv-0", "GET kv-0", "DELETE kv-2");
        Assertions.assertThat(evaluation.timing().restartMillis()).hasValue(4000);
        Assertions.assertThat(evaluation.timing().overheadMillis()).isZero();
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
    void a_value_that_is_filled_into_a_path_is_encoded() {
        FakeCluster cluster = new FakeCluster(States.recorded("healthy-3"))
                .answering(_ -> Applications.answer(200, "a/../b?c d"));

        evaluate("""
                - id: a
                  title: A
                  points: 100
                  steps:
                    - {http: {pod: kv-0, port: 80, path: /a}, capture: {there: response.body}}
                    - {http: {pod: kv-0, port: 80, path: "/x/${there}"}}
                """, cluster);

        Assertions.assertThat(cluster.requests().getLast().path()).isEqualTo("/x/a%2F..%2Fb%3Fc%20d");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /visits/of today?   | /visits/of%20today%3F
            /.hidden/a..b       | /.hidden/a..b
            /../../secrets      |
            /a/..               |
            /./a                |
            visits              |
            """)
    void an_expression_may_be_a_whole_path_but_leads_nowhere_else(String path, @Nullable String sent) {
        FakeCluster cluster = new FakeCluster(States.recorded("healthy-3"))
                .answering(_ -> Applications.answer(200, path));

        evaluate("""
                - id: a
                  title: A
                  points: 100
                  steps:
                    - {http: {pod: kv-0, port: 80, path: /first}, capture: {there: response.body}}
                    - {http: {pod: kv-0, port: "${1000 + 1}", path: "${there}"}}
                """, cluster);

        Assertions.assertThat(cluster.requests().stream().skip(1).map(PodRequest::path))
                .containsExactlyElementsOf(sent == null ? List.of() : List.of(sent));
        Assertions.assertThat(cluster.requests().stream().skip(1).map(PodRequest::port)).allMatch(port -> port == 1001);
    }

    @Test
    void a_value_that_cannot_be_the_name_of_a_pod_reaches_no_url() {
        FakeCluster cluster = new FakeCluster(States.recorded("healthy-3"))
                .answering(_ -> Applications.answer(200, "../../../secrets"));

        Evaluation evaluation = evaluate("""
                - id: a
                  title: A
                  points: 100
                  steps:
                    - {http: {pod: kv-0, port: 80, path: /a}, capture: {there: response.body}}
                    - {http: {pod: "${there}", port: 80, path: /}}
                """, cluster);

        assertThat(evaluation).inconclusive(Cause.Reason.FAULTY_TASK, "a");
        Assertions.assertThat(cluster.requests()).hasSize(1);
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
        FakeCluster cluster = new FakeCluster(starting());
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
