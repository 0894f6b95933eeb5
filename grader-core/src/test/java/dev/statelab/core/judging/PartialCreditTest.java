package dev.statelab.core.judging;

import static dev.statelab.core.EvaluationAssert.assertThat;
import static dev.statelab.core.judging.Criteria.evaluate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.Tasks;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.PodRequest;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.RootCause;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class PartialCreditTest {

    private static final String EACH_POD_ANSWERS = """
            - id: a
              title: A
              points: 100
              forEach: {name: pod, in: pods}
              expect: [{that: isReady(pod)}]
              steps:
                - http: {pod: "${pod}", port: 80, path: "/${random.key}"}
                  expect: [{that: response.status == 200, show: response.status}]
            """;

    private static FakeCluster healthy() {
        return new FakeCluster(States.recorded("healthy-3"));
    }

    @Test
    void an_expectation_with_points_costs_its_own_points() {
        Evaluation evaluation = evaluate("""
                - id: a
                  title: A
                  points: 100
                  expect:
                    - {that: exists(service)}
                    - {that: statefulset.spec.replicas == 4, points: 30, show: statefulset.spec.replicas}
                    - {that: pods.size() == 3, points: 70}
                """, healthy());

        assertThat(evaluation).scored(70).partial("a", 70, "3");
    }

    @Test
    void an_expectation_without_points_ends_the_criterion_and_what_was_earned_stays() {
        Evaluation evaluation = evaluate("""
                - id: a
                  title: A
                  points: 100
                  expect:
                    - {that: pods.size() == 3, points: 30}
                    - {that: statefulset.spec.replicas == 4, show: statefulset.spec.replicas}
                    - {that: exists(service), points: 70}
                """, healthy());

        assertThat(evaluation).scored(30).partial("a", 30, "3");
    }

    @Test
    void a_criterion_without_any_of_its_points_failed() {
        Evaluation evaluation = evaluate("""
                - id: a
                  title: A
                  points: 100
                  expect: [{that: pods.size() == 4, points: 100, show: pods.size()}]
                """, healthy());

        assertThat(evaluation).scored(0).failed("a").found("a").isEqualTo("3");
    }

    @Test
    void what_is_blocked_costs_its_part_and_is_told() {
        Evaluation evaluation = evaluate("""
                - {id: b, title: B, points: 10, expect: [{that: statefulset.spec.replicas == 9}]}
                - id: a
                  title: A
                  points: 90
                  expect:
                    - {that: pods.size() == 9, points: 30, needs: [b]}
                    - {that: exists(service), points: 60}
                """, healthy());

        assertThat(evaluation).scored(60).partial("a", 60, "not judged, because b failed");
    }

    @Test
    void a_criterion_of_which_a_part_could_not_be_found_out_is_inconclusive() {
        FakeCluster cluster = healthy().unreadable(new ResourceKind("v1", "Pod"),
                new Cause(Cause.Reason.FORBIDDEN, "may not list pods"));

        Evaluation evaluation = evaluate("""
                - id: a
                  title: A
                  points: 100
                  expect:
                    - {that: exists(service), points: 50}
                    - {that: pods.size() == 3, points: 50}
                """, cluster);

        assertThat(evaluation).isIncomplete().inconclusive(Cause.Reason.FORBIDDEN, "a");
    }

    @Test
    void what_needs_a_criterion_needs_all_of_it() {
        Evaluation evaluation = evaluate("""
                - id: a
                  title: A
                  points: 80
                  expect: [{that: pods.size() == 3, points: 40}, {that: pods.size() == 4, points: 40}]
                - {id: b, title: B, points: 20, needs: [a], expect: [{that: exists(service)}]}
                """, healthy());

        assertThat(evaluation).scored(40).blocked("a", "b");
    }

    @Test
    void a_part_that_is_lost_for_good_does_not_end_the_time_of_another() {
        States starting = States.recorded("healthy-3").remove("Pod", "kv-2");
        FakeCluster cluster = new FakeCluster(starting);
        cluster.then(States.recorded("healthy-3").state(2, cluster.now().plusSeconds(5)));

        Evaluation evaluation = evaluate("""
                - id: a
                  title: A
                  points: 100
                  within: 60s
                  expect:
                    - {that: statefulset.spec.replicas == 4, points: 30, show: statefulset.spec.replicas}
                    - {that: pods.size() == 3, points: 70}
                """, cluster);

        assertThat(evaluation).scored(70).partial("a", 70, "3");
    }

    @Test
    void steps_go_on_where_an_expectation_with_points_does_not_hold() {
        FakeCluster cluster = healthy()
                .answering(request -> Applications.answer(request.path().equals("/a") ? 500 : 200, ""));

        Evaluation evaluation = evaluate("""
                - id: a
                  title: A
                  points: 100
                  steps:
                    - http: {pod: kv-0, port: 80, path: /a}
                      expect: [{that: response.status == 200, points: 60, show: response.status}]
                    - http: {pod: kv-0, port: 80, path: /b}
                      expect: [{that: response.status == 200, points: 40}]
                """, cluster);

        assertThat(evaluation).scored(40).partial("a", 40, "500");
    }

    @Test
    void a_value_that_cannot_be_captured_because_a_part_failed_is_no_fault_of_the_task() {
        FakeCluster cluster = healthy().answering(_ -> Applications.answer(200, "no json"));

        Evaluation evaluation = evaluate("""
                - id: a
                  title: A
                  points: 100
                  steps:
                    - http: {pod: kv-0, port: 80, path: /a}
                      expect:
                        - {that: response.status == 200, points: 60}
                        - {that: response.json.count > 0, points: 20, show: response.body}
                      capture: {before: response.json.count}
                    - http: {pod: kv-0, port: 80, path: /b}
                      expect: [{that: response.json.count == before, points: 20}]
                """, cluster);

        assertThat(evaluation).scored(60).partial("a", 60, "no json");
        Assertions.assertThat(cluster.requests()).hasSize(1);
    }

    @Test
    void each_object_counts_the_same() {
        FakeCluster cluster = healthy()
                .answering(request -> Applications.answer(request.target().name().equals("kv-1") ? 404 : 200, ""));

        Evaluation evaluation = evaluate(EACH_POD_ANSWERS, cluster);

        assertThat(evaluation).scored(66).partial("a", 66, "kv-1: 404");
    }

    @Test
    void what_is_wrong_with_one_object_is_not_told_of_another() {
        States states = States.recorded("healthy-3").change("Pod", "kv-1", pod -> pod.set("status",
                States.recorded("err-image-never-pull").find("Pod", "kv-0").get("status")));

        Evaluation evaluation = evaluate("""
                - id: a
                  title: A
                  points: 99
                  within: 60s
                  forEach: {name: pod, in: pods}
                  expect: [{that: 'isReady(pod) && pod.metadata.name != "kv-2"', show: '"not so"'}]
                - {id: b, title: B, points: 1, expect: [{that: exists(service)}]}
                """, new FakeCluster(states));

        assertThat(evaluation).scored(34).partial("a", 33, "kv-1: not so", "kv-2: not so");
        Assertions.assertThat(evaluation.rootCauses("a")).extracting(RootCause::id)
                .containsExactly("image-absent Pod/kv-1");
    }

    @Test
    void all_objects_share_their_random_values_unless_each_is_to_have_its_own() {
        FakeCluster shared = healthy().answering(_ -> Applications.answer(200, ""));
        FakeCluster fresh = healthy().answering(_ -> Applications.answer(200, ""));

        evaluate(EACH_POD_ANSWERS, shared);
        evaluate(EACH_POD_ANSWERS.replace("in: pods", "in: pods, freshRandom: true"), fresh);

        Assertions.assertThat(shared.requests().stream().map(PodRequest::path).distinct()).hasSize(1);
        Assertions.assertThat(fresh.requests().stream().map(PodRequest::path).distinct()).hasSize(3);
    }

    @Test
    void objects_that_are_not_there_count_as_failed() {
        FakeCluster cluster = healthy().answering(_ -> Applications.answer(200, ""));

        Evaluation evaluation = evaluate(EACH_POD_ANSWERS.replace("in: pods", "in: pods, atLeast: 4"), cluster);

        assertThat(evaluation).scored(75).partial("a", 75, "3");
    }

    @Test
    void without_any_object_it_fails() {
        Evaluation evaluation = evaluate(EACH_POD_ANSWERS, new FakeCluster(States.empty()));

        assertThat(evaluation).scored(0).failed("a").found("a").startsWith("StatefulSet lab/kv not found");
    }

    @Test
    void an_object_that_still_starts_at_the_deadline_costs_nothing() {
        States starting = States.recorded("healthy-3").change("Pod", "kv-2", PartialCreditTest::start);
        FakeCluster cluster = new FakeCluster(starting).answering(_ -> Applications.answer(200, ""));

        Evaluation evaluation = evaluate(EACH_POD_ANSWERS.replace("points: 100", "points: 100\n  within: 60s"),
                cluster);

        assertThat(evaluation).isIncomplete().inconclusive(Cause.Reason.STILL_CHANGING, "a");
        Assertions.assertThat(evaluation.timing().totalMillis()).isEqualTo(60_000);
    }

    @Test
    void an_object_has_time_to_follow_also_when_another_one_has_used_it_up() {
        States first = States.recorded("healthy-3").change("Pod", "kv-0", PartialCreditTest::start).change("Pod",
                "kv-2",
                PartialCreditTest::start);
        States second = States.recorded("healthy-3").change("Pod", "kv-2", PartialCreditTest::start);
        FakeCluster cluster = new FakeCluster(first).answering(_ -> Applications.answer(200, ""));
        cluster.then(second.state(2, cluster.now().plusSeconds(59)),
                States.recorded("healthy-3").state(3, cluster.now().plusSeconds(62)));

        Evaluation evaluation = evaluate(EACH_POD_ANSWERS.replace("points: 100", "points: 100\n  within: 60s"),
                cluster);

        assertThat(evaluation).scored(100);
    }

    static void start(ObjectNode pod) {
        pod.set("status", Json.object("""
                {"phase":"Pending","containerStatuses":[{"name":"app","ready":false,"restartCount":0,
                 "state":{"waiting":{"reason":"ContainerCreating"}},"lastState":{}}]}"""));
    }

    @Test
    void objects_that_come_in_time_are_judged() {
        States three = States.recorded("healthy-3");
        States two = States.recorded("healthy-3").remove("Pod", "kv-2");
        FakeCluster cluster = new FakeCluster(two).answering(_ -> Applications.answer(200, ""));
        cluster.then(three.state(2, cluster.now().plusSeconds(5)));

        Evaluation evaluation = evaluate(EACH_POD_ANSWERS.replace("in: pods", "in: pods, atLeast: 3")
                .replace("points: 100", "points: 100\n  within: 60s"), cluster);

        assertThat(evaluation).scored(100);
    }

    @Test
    void bonus_points_come_on_top_and_hidden_ones_are_counted_apart() {
        Evaluation evaluation = evaluate("""
                - {id: a, title: A, points: 100, expect: [{that: exists(service)}]}
                - {id: b, title: B, points: 10, bonus: true, expect: [{that: exists(service)}]}
                - {id: c, title: C, points: 20, hidden: true, expect: [{that: exists(service)}]}
                - {id: d, title: D, points: 5, hidden: true, expect: [{that: "!exists(service)"}]}
                """, healthy());

        assertThat(evaluation).scored(110);
        Assertions.assertThat(evaluation.hiddenScore()).hasValue(20);
        Assertions.assertThat(evaluation.task().maxScore()).isEqualTo(100);
        Assertions.assertThat(evaluation.task().hiddenPoints()).isEqualTo(25);
        Assertions.assertThat(evaluation.forStudents().criteria()).hasSize(2);
        assertThat(evaluation.forStudents()).scored(110);
        Assertions.assertThat(evaluation.forStudents().hiddenScore()).isEmpty();
    }

    @Test
    void a_hidden_criterion_that_could_not_be_judged_does_not_show() {
        FakeCluster cluster = healthy().unreadable(new ResourceKind("v1", "Pod"),
                new Cause(Cause.Reason.FORBIDDEN, "may not list pods"));

        Evaluation evaluation = evaluate("""
                - {id: a, title: A, points: 100, expect: [{that: exists(service)}]}
                - {id: c, title: C, points: 20, hidden: true, expect: [{that: pods.size() == 3}]}
                """, cluster);

        assertThat(evaluation).isIncomplete();
        assertThat(evaluation.forStudents()).scored(100);
    }

    @Test
    void what_takes_longer_than_the_criterion_may_costs_nothing() {
        // given: an API server that never answers
        FakeCluster cluster = healthy();

        Evaluation evaluation = Evaluator.evaluate(Tasks.withCriteria("""
                - {id: a, title: A, points: 50, timeout: 100ms, steps: [{http: {pod: kv-0, port: 80, path: /}}]}
                - {id: b, title: B, points: 50, expect: [{that: exists(service)}]}
                """), new BlockingCluster(cluster, "/", new CountDownLatch(1)), "lab", cluster.options());

        assertThat(evaluation).isIncomplete().inconclusive(Cause.Reason.TIMED_OUT, "a");
        Assertions.assertThat(evaluation.pointsSoFar()).isEqualTo(50);
    }
}
