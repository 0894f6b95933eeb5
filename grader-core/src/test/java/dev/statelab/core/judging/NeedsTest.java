package dev.statelab.core.judging;

import static dev.statelab.core.EvaluationAssert.assertThat;
import static dev.statelab.core.judging.Criteria.evaluate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.result.Evaluation;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Criteria that wait for others. */
class NeedsTest {

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
        FakeCluster cluster = new FakeCluster(States.starting());
        cluster.then(States.recorded("healthy-3").state(2, cluster.now().plusSeconds(30)));

        Evaluation evaluation = evaluate(ONE_TOO_FEW, cluster);

        assertThat(evaluation).scored(50).failed("a");
    }

    @Test
    void pods_that_still_start_at_the_deadline_are_not_blocked_by_one_that_is_missing() {
        FakeCluster cluster = new FakeCluster(States.starting());

        Evaluation evaluation = evaluate(ONE_TOO_FEW, cluster);

        assertThat(evaluation).failed("a");
        assertThat(evaluation).inconclusive(Cause.Reason.STILL_CHANGING, "b");
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
}
