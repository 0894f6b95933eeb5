package dev.statelab.core.judging;

import static dev.statelab.core.EvaluationAssert.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.Tasks;
import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.cluster.PodRequest;
import dev.statelab.core.cluster.Target;
import dev.statelab.core.result.Evaluation;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class Task05Test {

    private static Evaluation evaluate(FakeCluster cluster) {
        return Evaluator.evaluate(Tasks.task("task-05"), cluster, "lab", cluster.options());
    }

    private static FakeCluster running(States states) {
        return new FakeCluster(states).answering(Applications.counter())
                .afterDeletion(pod -> Task02Test.restart(states, pod, "uid-of-the-new-pod"));
    }

    @Test
    void a_solution_scores_100() {
        FakeCluster cluster = running(States.solvedTask05());

        Evaluation evaluation = evaluate(cluster);

        assertThat(evaluation).scored(100);
    }

    @Test
    void an_empty_namespace_names_the_missing_statefulset_and_the_missing_service_once() {
        FakeCluster cluster = running(States.empty());

        Evaluation evaluation = evaluate(cluster);

        assertThat(evaluation).scored(0).failed("statefulset-exists", "headless-service").blocked("statefulset-exists",
                "replicas", "pods-running", "volume-claim-templates", "counter-increment", "counter-value",
                "pod-0-readiness", "pod-1-readiness");
    }

    @Test
    void a_counter_file_that_may_not_be_written_fails_the_increment_alone() {
        // given: without the chown
        Function<PodRequest, PodAnswer> counter = Applications.counter();
        FakeCluster cluster = running(States.solvedTask05()).answering(request -> request.method().equals("POST")
                ? Applications.answer(500, "{\"error\":\"cannot write /data/counter.txt\"}")
                : counter.apply(request));

        // when
        Evaluation evaluation = evaluate(cluster);

        // then
        assertThat(evaluation).scored(90).failed("counter-increment").found("counter-increment").isEqualTo(
                "POST /increment was answered with status 500 and {\"error\":\"cannot write /data/counter.txt\"}");
    }

    @Test
    void a_counter_that_the_pods_share_fails_the_increment() {
        Function<PodRequest, PodAnswer> counter = Applications.counter();
        FakeCluster cluster = running(States.solvedTask05()).answering(request -> {
            PodRequest shared = new PodRequest("lab", new Target.Pod("shared"), request.port(), request.method(),
                    request.path(),
                    request.headers(), request.body(), request.timeout());
            PodAnswer.Answered answered = (PodAnswer.Answered) counter.apply(shared);
            return Applications.answer(200, answered.body().replace("shared", request.target().name()));
        });

        Evaluation evaluation = evaluate(cluster);

        assertThat(evaluation).scored(90).failed("counter-increment").expected("counter-increment")
                .isEqualTo("the count of counter-app-1 to stay 0");
    }

    @Test
    void an_application_that_answers_with_a_constant_fails_whatever_it_says() {
        FakeCluster cluster = running(States.solvedTask05())
                .answering(_ -> Applications.answer(200, "{\"count\":1,\"pod_name\":\"counter-app-0\"}"));

        Evaluation evaluation = evaluate(cluster);

        assertThat(evaluation).scored(70).failed("counter-increment", "pod-1-readiness");
    }

    @Test
    void an_answer_that_is_not_json_fails_and_is_shown() {
        FakeCluster cluster = running(States.solvedTask05()).answering(_ -> Applications.answer(200, "[<html>"));

        Evaluation evaluation = evaluate(cluster);

        assertThat(evaluation).scored(50).failed("counter-increment", "counter-value", "pod-0-readiness",
                "pod-1-readiness");
        assertThat(evaluation).found("counter-value")
                .isEqualTo("GET /count was answered with status 200 and [<html>");
    }

    @Test
    void an_answer_of_another_shape_fails() {
        FakeCluster cluster = running(States.solvedTask05()).answering(_ -> Applications.answer(200, "[1, \"two\"]"));

        Evaluation evaluation = evaluate(cluster);

        assertThat(evaluation).scored(50).failed("counter-increment", "counter-value", "pod-0-readiness",
                "pod-1-readiness");
    }

    @Test
    void a_pod_without_a_readiness_probe_fails_its_readiness() {
        States states = States.solvedTask05().change("Pod", "counter-app-1",
                pod -> ((ObjectNode) pod.path("spec").path("containers").get(0)).remove("readinessProbe"));
        FakeCluster cluster = running(states);

        Evaluation evaluation = evaluate(cluster);

        assertThat(evaluation).scored(80).failed("pod-1-readiness").found("pod-1-readiness")
                .isEqualTo("app: no readinessProbe");
    }

    @Test
    void a_claim_made_by_hand_is_not_one_of_the_template() {
        States states = States.solvedTask05().changeAll("StatefulSet",
                set -> ((ObjectNode) set.path("spec").path("volumeClaimTemplates").get(0).path("metadata"))
                        .put("name", "other"));
        FakeCluster cluster = running(states);

        Evaluation evaluation = evaluate(cluster);

        assertThat(evaluation).scored(85).failed("volume-claim-templates").blocked("volume-claim-templates",
                "counter-increment").found("volume-claim-templates").isEqualTo("volumeClaimTemplates named other");
    }
}
