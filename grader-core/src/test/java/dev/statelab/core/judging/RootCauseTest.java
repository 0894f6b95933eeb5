package dev.statelab.core.judging;

import static dev.statelab.core.EvaluationAssert.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.Tasks;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.result.Diagnosed;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.RootCause;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Which root cause a criterion gets, and what it takes to find it. */
class RootCauseTest {

    private static final String READY = """
            - {id: ready, title: Ready, points: 50, expect: [{that: "pods.size() > 0 && pods.all(p, isReady(p))"}]}
            """;
    private static final String TWO_REPLICAS = """
            - {id: replicas, title: Replicas, points: 50, expect: [{that: "statefulset.spec.replicas == 7"}]}
            """;
    private static final String ALL = """
            - {id: all, title: All, points: 50, expect: [{that: "pods.size() == 2"}]}
            """;
    private static final String ANSWERS = """
            - {id: answers, title: Answers, points: 50, steps: [{http: {pod: kv-0, port: 5000, path: /},
                 expect: [{that: response.status == 200}]}]}
            """;

    private static Evaluation evaluate(FakeCluster cluster, String... criteria) {
        String all = String.join("", criteria);
        String filled = criteria.length == 1 ? all.replace("points: 50", "points: 100") : all;
        return Evaluator.evaluate(Tasks.withCriteria(filled), cluster, "lab", cluster.options());
    }

    @Test
    void what_passes_asks_the_cluster_nothing_more() {
        FakeCluster cluster = new FakeCluster(States.recorded("healthy-3"));

        Evaluation evaluation = evaluate(cluster, READY);

        Assertions.assertThat(evaluation.rootCauses()).isEmpty();
        Assertions.assertThat(cluster.questions()).isEmpty();
    }

    @Test
    void the_log_of_what_crashed_is_read() {
        FakeCluster cluster = new FakeCluster(States.recorded("crash-loop-backoff")).logging("kv-0", "app", "boom\n");

        Evaluation evaluation = evaluate(cluster, READY);

        assertThat(evaluation).failed("ready").rootCause("ready").isEqualTo("Container app ends with exit code 3");
        Assertions.assertThat(evaluation.rootCauses("ready").getFirst().log()).containsExactly("boom");
        Assertions.assertThat(cluster.questions()).containsExactly("log of kv-0/app before");
    }

    @Test
    void a_cause_that_cost_several_criteria_is_told_once() {
        FakeCluster cluster = new FakeCluster(States.recorded("oom-killed"));

        Evaluation evaluation = evaluate(cluster, READY, ALL);

        Assertions.assertThat(evaluation.rootCauses()).singleElement().extracting(Diagnosed::criteria)
                .isEqualTo(List.of("ready", "all"));
    }

    @Test
    void what_somebody_wrote_is_not_blamed_on_what_runs() {
        FakeCluster cluster = new FakeCluster(States.recorded("oom-killed"));

        Evaluation evaluation = evaluate(cluster, READY, TWO_REPLICAS);

        assertThat(evaluation).failed("ready", "replicas").rootCause("replicas").isEmpty();
        assertThat(evaluation).rootCause("ready").isNotEmpty();
    }

    @Test
    void what_may_not_be_read_makes_nothing_inconclusive() {
        FakeCluster cluster = new FakeCluster(States.recorded("unschedulable"))
                .unreadable(ResourceKind.NODE, new Cause(Cause.Reason.FORBIDDEN, "may not list nodes"));

        Evaluation evaluation = evaluate(cluster, READY);

        assertThat(evaluation).scored(0).failed("ready").rootCause("ready")
                .isEqualTo("No node has the cpu that pod kv-0 asks for");
        Assertions.assertThat(evaluation.rootCauses("ready").getFirst().finding().found())
                .isEqualTo("the scheduler says: 0/1 nodes are available: 1 Insufficient cpu");
    }

    @Test
    void a_request_that_is_refused_is_about_its_pod() {
        FakeCluster cluster = new FakeCluster(States.recorded("healthy-3"))
                .answering(_ -> new PodAnswer.NoAnswer("connection refused on port 5000"));

        Evaluation evaluation = evaluate(cluster, ANSWERS);

        assertThat(evaluation).failed("answers").rootCause("answers")
                .isEqualTo("Nothing listens on port 5000 of pod kv-0");
    }

    @Test
    void an_error_of_the_application_is_told_with_its_log() {
        FakeCluster cluster = new FakeCluster(States.recorded("healthy-3")).logging("kv-0", "app", "disk full\n")
                .answering(_ -> Applications.answer(500, "oops"));

        RootCause cause = evaluate(cluster, ANSWERS).rootCauses("answers").getFirst();

        Assertions.assertThat(cause.title()).isEqualTo("The application in pod kv-0 answers with status 500");
        Assertions.assertThat(cause.log()).containsExactly("disk full");
    }

    @Test
    void a_pod_that_does_not_come_back_is_told_by_what_keeps_it() {
        States states = States.recorded("healthy-3");
        JsonNode absent = States.recorded("err-image-never-pull").find("Pod", "kv-0").get("status");
        FakeCluster cluster = new FakeCluster(states);
        cluster.afterDeletion(name -> List.of(states.change("Pod", name, pod -> {
            pod.withObject("/metadata").put("uid", "new");
            pod.set("status", absent);
        }).state(2, cluster.now().plusSeconds(1))));

        Evaluation evaluation = evaluate(cluster, """
                - {id: back, title: Back, points: 50, disruptive: true, steps: [{deletePod: kv-0}]}
                """);

        assertThat(evaluation).failed("back").found("back").isEqualTo("it is not Ready");
        assertThat(evaluation).rootCause("back").isEqualTo("Image kvstore:latest is not on the node");
    }

    @Test
    void students_see_no_cause_of_what_is_hidden() {
        String hidden = READY.replace("points: 50", "points: 50, hidden: true");
        FakeCluster cluster = new FakeCluster(States.recorded("oom-killed"));

        Evaluation evaluation = evaluate(cluster, hidden, TWO_REPLICAS.replace("50", "100"));

        Assertions.assertThat(evaluation.rootCauses()).hasSize(1);
        Assertions.assertThat(evaluation.forStudents().rootCauses()).isEmpty();
    }
}
