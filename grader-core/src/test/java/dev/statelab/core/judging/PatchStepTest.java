package dev.statelab.core.judging;

import static dev.statelab.core.EvaluationAssert.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.Tasks;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.PatchRequest;
import dev.statelab.core.cluster.Patching;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.result.Outcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class PatchStepTest {

    private static final String CANARY = """
            {patch: {workload: statefulset, spec: {updateStrategy: {rollingUpdate: {partition: '${statefulset.spec.replicas - 1}'}},
              template: {metadata: {annotations: {canary: '${random.word}'}}}}}, expect: [%s]}""";

    private final AtomicInteger revisions = new AtomicInteger(1);
    private final States states = States.recorded("healthy-3").change("StatefulSet", "kv", set -> {
        set.withObject("/metadata").put("generation", 1);
        set.withObject("/status").put("observedGeneration", 1).put("updateRevision", "old");
        set.withObject("/spec").putObject("updateStrategy").put("type", "RollingUpdate").putObject("rollingUpdate")
                .put("partition", 0);
    }).changeAll("Pod", pod -> pod.withObject("/metadata/labels").put("controller-revision-hash", "old"));
    private final FakeCluster cluster = following();

    /** A controller that replaces at once what the update strategy lets it. */
    private FakeCluster following() {
        FakeCluster following = new FakeCluster(states).answering(_ -> Applications.answer(200, ""));
        return following.afterPatch(request -> List.of(followed(following, request, 0)));
    }

    /** @param late pods with a number below this one have not followed yet */
    private ClusterState followed(FakeCluster at, PatchRequest request, int late) {
        ObjectNode set = states.find("StatefulSet", "kv");
        request.applyTo(set);
        int generation = set.at("/metadata/generation").asInt() + 1;
        set.withObject("/metadata").put("generation", generation);
        String annotation = set.at("/spec/template/metadata/annotations/canary").asText("old");
        set.withObject("/status").put("observedGeneration", generation).put("updateRevision", annotation);
        int partition = set.at("/spec/updateStrategy/type").asText().equals("OnDelete")
                ? 3
                : set.at("/spec/updateStrategy/rollingUpdate/partition").asInt();
        for (int ordinal = Math.max(partition, late); ordinal < 3; ordinal++) {
            states.find("Pod", "kv-" + ordinal).withObject("/metadata").put("uid", "uid-" + generation + "-" + ordinal)
                    .withObject("/labels").put("controller-revision-hash", annotation);
        }
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
    void a_canary_replaces_the_last_pod_alone_and_everything_is_given_back() {
        Evaluation evaluation = evaluate(cluster, CANARY.formatted("""
                {that: "patching.before.size() == 3 && patching.after.filter(p, !patching.before.exists(b,
                  b.metadata.uid == p.metadata.uid)).map(p, p.metadata.name) == ['kv-2']"}"""));

        assertThat(evaluation).scored(100);
        Assertions.assertThat(cluster.patches()).hasSize(2);
        Assertions.assertThat(cluster.patches().getFirst())
                .startsWith("spec.updateStrategy.rollingUpdate.partition from 0 to 2,"
                        + " spec.template.metadata.annotations from nothing to {\"canary\":");
        Assertions.assertThat(cluster.patches().getLast())
                .startsWith("spec.updateStrategy.rollingUpdate.partition from 2 to 0,"
                        + " spec.template.metadata.annotations from {")
                .endsWith(" to nothing");
        Assertions.assertThat(evaluation.criteria().getFirst().evidence())
                .filteredOn(Evidence.Happened.class::isInstance)
                .extracting(evidence -> ((Evidence.Happened) evidence).reason())
                .containsExactly("Patched", "PatchedBack");
    }

    @Test
    void the_last_change_is_given_back_first_and_fields_can_be_removed() {
        Evaluation evaluation = evaluate(cluster,
                "{patch: {workload: statefulset, spec: {updateStrategy: {type: OnDelete, rollingUpdate: null}}}}",
                "{patch: {workload: statefulset, spec: {template: {metadata: {annotations: {canary: b}}}}},"
                        + " expect: [{that: patching.before == patching.after}]}");

        assertThat(evaluation).scored(100);
        Assertions.assertThat(cluster.patches()).containsExactly(
                "spec.updateStrategy.type from RollingUpdate to OnDelete, spec.updateStrategy.rollingUpdate from"
                        + " {\"partition\":0} to nothing",
                "spec.template.metadata.annotations from nothing to {\"canary\":\"b\"}",
                "spec.template.metadata.annotations from {\"canary\":\"b\"} to nothing",
                "spec.updateStrategy.type from OnDelete to RollingUpdate, spec.updateStrategy.rollingUpdate from nothing"
                        + " to {\"partition\":0}");
    }

    @Test
    void pods_that_do_not_follow_cost_nothing_as_long_as_nothing_is_wrong_with_them() {
        cluster.afterPatch(request -> List.of(followed(cluster, request, 3)));

        assertThat(evaluate(cluster, CANARY.formatted(""))).inconclusive(Cause.Reason.STILL_CHANGING, "a");
        Assertions.assertThat(cluster.patches()).hasSize(2);
    }

    @Test
    void a_criterion_that_fails_gives_back_too() {
        assertThat(evaluate(cluster, CANARY.formatted("{that: patching.after.size() == 1}"))).failed("a");
        Assertions.assertThat(cluster.patches()).hasSize(2);
    }

    @Test
    void somebody_else_who_changes_it_costs_nothing_and_is_left_alone() {
        cluster.patching(_ -> new Patching.OtherValues());

        Evaluation evaluation = evaluate(cluster, CANARY.formatted(""));

        assertThat(evaluation).inconclusive(Cause.Reason.STILL_CHANGING, "a");
        Assertions.assertThat(cause(evaluation)).contains("StatefulSet kv may not be as it was again",
                "somebody else has changed it");
    }

    @Test
    void a_change_whose_answer_was_lost_is_taken_back_unless_it_never_arrived() {
        AtomicInteger asked = new AtomicInteger();
        cluster.patching(_ -> switch (asked.getAndIncrement()) {
            case 0 -> new Patching.Unknown(new Cause(Cause.Reason.TIMED_OUT, "no answer"));
            case 1 -> new Patching.OtherValues();
            default -> new Patching.Accepted();
        });

        assertThat(evaluate(cluster, CANARY.formatted(""))).inconclusive(Cause.Reason.TIMED_OUT, "a");
        Assertions.assertThat(cluster.patches().getLast())
                .startsWith("spec.updateStrategy.rollingUpdate.partition from 0 to 0,");
    }

    @Test
    void what_the_api_server_refuses_is_a_mistake_of_the_task() {
        cluster.patching(_ -> new Patching.Refused("spec: Forbidden"));

        assertThat(evaluate(cluster, CANARY.formatted(""))).inconclusive(Cause.Reason.FAULTY_TASK, "a");
        Assertions.assertThat(cluster.patches()).hasSize(1);
    }

    @Test
    void an_interruption_gives_back() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Evaluation> evaluation = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> evaluation.complete(Evaluator.evaluate(
                Tasks.withCriteria(criterion(CANARY.formatted(""), "{http: {pod: kv-0, port: 80, path: /never}}")),
                new BlockingCluster(cluster, "/never", asked), "lab", cluster.options())));
        Assertions.assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

        thread.interrupt();

        assertThat(evaluation.get(30, TimeUnit.SECONDS)).inconclusive(Cause.Reason.INTERRUPTED, "a");
        Assertions.assertThat(cluster.patches()).hasSize(2);
    }
}
