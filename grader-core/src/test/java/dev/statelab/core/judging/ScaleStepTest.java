package dev.statelab.core.judging;

import static dev.statelab.core.EvaluationAssert.assertThat;

import dev.statelab.core.Tasks;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.ScaleRequest;
import dev.statelab.core.cluster.Scaling;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.result.Outcome;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ScaleStepTest {

    private final AtomicInteger revisions = new AtomicInteger(1);
    private final FakeCluster cluster = following();

    /** A cluster that does at once what it is scaled to. */
    private FakeCluster following() {
        FakeCluster following = new FakeCluster(States.recorded("healthy-3"))
                .answering(_ -> Applications.answer(200, ""));
        return following.afterScaling(request -> List.of(scaled(following, request.to(), request.to())));
    }

    private ClusterState scaled(FakeCluster at, int replicas, int pods) {
        States states = States.recorded("healthy-3");
        for (int ordinal = pods; ordinal < 3; ordinal++) {
            states.remove("Pod", "kv-" + ordinal);
        }
        states.change("StatefulSet", "kv", set -> {
            set.withObject("/spec").put("replicas", replicas);
            set.withObject("/status").put("replicas", pods).put("readyReplicas", pods).put("updatedReplicas", pods);
        });
        return states.state(revisions.incrementAndGet(), at.now().plusSeconds(1));
    }

    private static Evaluation evaluate(FakeCluster cluster, String... steps) {
        return Evaluator.evaluate(Tasks.withCriteria(criterion(steps)), cluster, "lab", cluster.options());
    }

    private static String criterion(String... steps) {
        return "- id: a\n  title: A\n  points: 100\n  disruptive: true\n  steps:\n    - "
                + String.join("\n    - ", steps);
    }

    private static String cause(Evaluation evaluation) {
        return evaluation.criteria().getFirst().outcome() instanceof Outcome.Inconclusive(Cause cause)
                ? cause.message()
                : evaluation.criteria().getFirst().outcome().toString();
    }

    @Test
    void a_workload_is_scaled_and_gets_back_what_it_had() {
        Evaluation evaluation = evaluate(cluster, """
                {scale: {workload: statefulset, replicas: 1}, expect: [{that: pods.size() == 1 && scaling.before == 3
                    && scaling.after == 1}]}""");

        assertThat(evaluation).scored(100);
        Assertions.assertThat(cluster.scalings()).containsExactly("3 to 1", "1 to 3");
        Assertions.assertThat(evaluation.criteria().getFirst().evidence()).contains(
                new Evidence.Happened("StatefulSet kv", "Scaled", "scaled from 3 to 1 replicas"),
                new Evidence.Happened("StatefulSet kv", "ScaledBack", "to 3 replicas"));
    }

    @Test
    void a_number_can_be_computed_and_the_way_back_be_a_step() {
        Evaluation evaluation = evaluate(cluster,
                "{scale: {workload: statefulset, replicas: '${statefulset.spec.replicas - 2}'}, capture: {all: scaling.before}}",
                "{scale: {workload: statefulset, replicas: '${all}'}, expect: [{that: pods.size() == 3}]}");

        assertThat(evaluation).scored(100);
        Assertions.assertThat(cluster.scalings()).containsExactly("3 to 1", "1 to 3", "3 to 3");
    }

    @Test
    void what_has_the_number_already_is_left_alone() {
        assertThat(evaluate(cluster, "{scale: {workload: statefulset, replicas: 3}}")).scored(100);
        Assertions.assertThat(cluster.scalings()).isEmpty();
    }

    @Test
    void a_criterion_that_fails_scales_back_too() {
        Evaluation evaluation = evaluate(cluster,
                "{scale: {workload: statefulset, replicas: 0}, expect: [{that: pods.size() == 2}]}");

        assertThat(evaluation).failed("a");
        Assertions.assertThat(cluster.scalings()).containsExactly("3 to 0", "0 to 3");
    }

    @Test
    void pods_that_are_too_slow_cost_nothing_and_the_workload_is_scaled_back() {
        cluster.afterScaling(request -> request.to() == 3
                ? List.of(scaled(cluster, 3, 3))
                : List.of(scaled(cluster, 1, 3)));

        Evaluation evaluation = evaluate(cluster, "{scale: {workload: statefulset, replicas: 1, within: 30s}}");

        assertThat(evaluation).inconclusive(Cause.Reason.STILL_CHANGING, "a");
        Assertions.assertThat(cluster.scalings()).containsExactly("3 to 1", "1 to 3");
    }

    @Test
    void somebody_else_who_scales_costs_nothing() {
        cluster.scaling(request -> request.to() == 1 ? new Scaling.OtherNumber(5) : new Scaling.OtherNumber(3));

        Evaluation evaluation = evaluate(cluster, "{scale: {workload: statefulset, replicas: 1}}");

        assertThat(evaluation).inconclusive(Cause.Reason.STILL_CHANGING, "a");
        Assertions.assertThat(cause(evaluation)).contains("it was scaled to 5 by somebody else at the same time");
    }

    @Test
    void somebody_else_who_scales_while_pods_go_costs_nothing() {
        cluster.afterScaling(request -> List.of(scaled(cluster, 1, 3), scaled(cluster, 2, 3)));

        Evaluation evaluation = evaluate(cluster, "{scale: {workload: statefulset, replicas: 1}}");

        assertThat(evaluation).inconclusive(Cause.Reason.STILL_CHANGING, "a");
        Assertions.assertThat(cause(evaluation)).contains("it was changed, deleted or replaced by somebody else");
    }

    @Test
    void what_cannot_be_scaled_back_is_said_loudly() {
        cluster.scaling(request -> request.to() == 1
                ? new Scaling.Accepted()
                : new Scaling.Unknown(new Cause(Cause.Reason.UNREACHABLE, "the connection was refused")));

        Evaluation evaluation = evaluate(cluster, "{scale: {workload: statefulset, replicas: 1}}");

        assertThat(evaluation).isIncomplete().inconclusive(Cause.Reason.UNREACHABLE, "a");
        Assertions.assertThat(cause(evaluation)).contains("may not have its 3 replicas again",
                "the connection was refused", "kubectl scale statefulset kv -n lab --replicas=3");
        Assertions.assertThat(cluster.scalings()).containsExactly("3 to 1", "1 to 3", "1 to 3", "1 to 3");
    }

    @Test
    void a_request_whose_answer_was_lost_is_taken_back_too() {
        cluster.scaling(request -> request.to() == 1
                ? new Scaling.Unknown(new Cause(Cause.Reason.TIMED_OUT, "no answer"))
                : new Scaling.OtherNumber(3));

        Evaluation evaluation = evaluate(cluster, "{scale: {workload: statefulset, replicas: 1}}");

        assertThat(evaluation).inconclusive(Cause.Reason.TIMED_OUT, "a");
        Assertions.assertThat(cluster.scalings()).containsExactly("3 to 1", "1 to 3");
    }

    @Test
    void an_interruption_scales_back() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Evaluation> evaluation = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> evaluation.complete(Evaluator.evaluate(
                Tasks.withCriteria(criterion("{scale: {workload: statefulset, replicas: 0}}",
                        "{http: {pod: kv-0, port: 80, path: /never}}")),
                new BlockingCluster(cluster, "/never", asked), "lab", cluster.options())));
        Assertions.assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

        thread.interrupt();

        assertThat(evaluation.get(30, TimeUnit.SECONDS)).inconclusive(Cause.Reason.INTERRUPTED, "a");
        Assertions.assertThat(cluster.scalings()).containsExactly("3 to 0", "0 to 3");
    }

    @Test
    void a_number_that_is_none_costs_nothing() {
        assertThat(evaluate(cluster, "{scale: {workload: statefulset, replicas: '${statefulset.metadata.name}'}}"))
                .inconclusive(Cause.Reason.FAULTY_TASK, "a");
        Assertions.assertThat(cluster.scalings()).isEmpty();
    }

    @Test
    void the_way_back_keeps_the_number_that_was_there_at_first() {
        Restorations restorations = new Restorations(cluster);
        ScaleRequest first = request(3, 1);
        restorations.scales(first);
        restorations.scales(request(1, 2));

        Assertions.assertThat(restorations.restore())
                .contains(new Restorations.Restored.Scale(request(2, 3), Optional.empty(), true));
        Assertions.assertThat(restorations.restore()).isEmpty();
    }

    @Test
    void the_way_back_begins_at_any_number_that_was_asked_for() {
        cluster.scaling(request -> request.from() == 3
                ? new Scaling.Accepted()
                : new Scaling.OtherNumber(3));
        Restorations restorations = new Restorations(cluster);
        restorations.scales(request(2, 3));
        restorations.scales(request(3, 1));

        Assertions.assertThat(restorations.restore())
                .hasValueSatisfying(restored -> Assertions.assertThat(restored.problem()).isEmpty());
        Assertions.assertThat(cluster.scalings()).containsExactly("1 to 2", "3 to 2");
    }

    @Test
    void what_a_killed_evaluation_had_scaled_away_and_back_has_one_number() {
        Restorations restorations = new Restorations(cluster);
        restorations.scales(request(3, 3));

        Assertions.assertThat(restorations.restore())
                .contains(new Restorations.Restored.Scale(request(3, 3), Optional.empty(), true));
    }

    @Test
    void an_interruption_does_not_keep_anybody_from_scaling_back() {
        AtomicBoolean stopped = new AtomicBoolean();
        Cluster stopping = (Cluster) Proxy.newProxyInstance(Cluster.class.getClassLoader(),
                new Class<?>[]{Cluster.class},
                (_, method, arguments) -> {
                    if (stopped.compareAndSet(false, true)) {
                        throw new InterruptedException();
                    }
                    return method.invoke(cluster, arguments);
                });
        Restorations restorations = new Restorations(stopping);
        restorations.scales(request(3, 1));

        Assertions.assertThat(restorations.restore())
                .hasValueSatisfying(restored -> Assertions.assertThat(restored.problem()).isEmpty());
        Assertions.assertThat(Thread.interrupted()).isTrue();
        Assertions.assertThat(cluster.scalings()).containsExactly("1 to 3");
    }

    private static ScaleRequest request(int from, int to) {
        return new ScaleRequest(ResourceKind.STATEFUL_SET, "lab", "kv", "uid", from, to);
    }
}
