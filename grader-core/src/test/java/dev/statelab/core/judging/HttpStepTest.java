package dev.statelab.core.judging;

import static dev.statelab.core.EvaluationAssert.assertThat;
import static dev.statelab.core.judging.OneCriterion.evaluate;
import static dev.statelab.core.judging.OneCriterion.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.Tasks;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.cluster.Target;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Evidence;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Requests to the application. */
class HttpStepTest {

    private final States states = States.recorded("healthy-3");

    private FakeCluster cluster() {
        return new FakeCluster(states).answering(_ -> Applications.answer(200, "{\"n\":1}"));
    }

    @Test
    void a_service_is_asked_by_its_name() {
        FakeCluster cluster = cluster();

        Evaluation evaluation = evaluate(cluster,
                "{http: {service: kv-headless, port: 80, path: /}, expect: [{that: response.json.n == 1}]}");

        assertThat(evaluation).scored(100);
        Assertions.assertThat(cluster.requests()).singleElement()
                .satisfies(request -> Assertions.assertThat(request.target())
                        .isEqualTo(new Target.Service("kv-headless")));
    }

    @Test
    void a_name_leads_to_its_pod() {
        FakeCluster cluster = cluster();

        Evaluation evaluation = evaluate(cluster, "{http: {name: kv-1.kv-headless, port: 80, path: /}}");

        assertThat(evaluation).scored(100);
        Assertions.assertThat(cluster.requests()).singleElement()
                .satisfies(request -> Assertions.assertThat(request.target()).isEqualTo(new Target.Pod("kv-1")));
    }

    @Test
    void a_name_that_does_not_resolve_fails() {
        states.remove("Service");
        FakeCluster cluster = cluster();

        Evaluation evaluation = evaluate(cluster, "{http: {name: kv-1.kv-headless, port: 80, path: /}}");

        assertThat(evaluation).failed("a").found("a").isEqualTo("there is no Service kv-headless");
        assertThat(evaluation).expected("a").isEqualTo("the name kv-1.kv-headless to lead to a pod");
        Assertions.assertThat(cluster.requests()).isEmpty();
    }

    @Test
    void a_name_that_leads_out_of_the_namespace_fails() {
        states.changeAll("EndpointSlice", slice -> ((ObjectNode) slice.path("endpoints").get(1)).putArray("addresses")
                .add("192.0.2.1"));
        FakeCluster cluster = cluster();

        Evaluation evaluation = evaluate(cluster, "{http: {name: kv-1.kv-headless, port: 80, path: /}}");

        assertThat(evaluation).failed("a").found("a").isEqualTo(
                "it leads to 192.0.2.1, where no pod of the namespace is");
        Assertions.assertThat(cluster.requests()).isEmpty();
    }

    @Test
    void an_endpoint_that_comes_with_its_pod_is_waited_for() {
        FakeCluster cluster = new FakeCluster(States.recorded("healthy-3").remove("EndpointSlice")).changedJustNow()
                .answering(_ -> Applications.answer(200, ""));
        cluster.then(states.state(2, cluster.now().plusMillis(800)));

        assertThat(evaluate(cluster, "{http: {name: kv-1.kv-headless, port: 80, path: /}}")).scored(100);
    }

    @Test
    void a_request_is_repeated_only_until_the_answer_is_as_expected() {
        AtomicInteger requests = new AtomicInteger();
        FakeCluster cluster = new FakeCluster(states)
                .answering(_ -> requests.incrementAndGet() < 3
                        ? Applications.answer(503, "not yet")
                        : Applications.answer(200, "there"));

        Evaluation evaluation = evaluate(cluster, """
                {http: {pod: kv-0, port: 80, path: /, retry: 10s}, expect: [{that: response.status == 200}]}""");

        assertThat(evaluation).scored(100);
        Assertions.assertThat(requests).hasValue(3);
        Assertions.assertThat(evaluation.timing().totalMillis()).isEqualTo(1000);
        Assertions.assertThat(evidence(evaluation)).singleElement()
                .isInstanceOfSatisfying(Evidence.Exchange.class,
                        exchange -> Assertions.assertThat(exchange.body()).isEqualTo("there"));
    }

    @Test
    void an_answer_that_never_is_as_expected_fails_when_the_time_is_over() {
        FakeCluster cluster = new FakeCluster(states).answering(_ -> new PodAnswer.NoAnswer("the pod is gone"));

        Evaluation evaluation = evaluate(cluster, "{http: {pod: kv-0, port: 80, path: /, retry: 2s}}");

        assertThat(evaluation).failed("a").found("a").isEqualTo("the pod is gone");
        Assertions.assertThat(cluster.requests()).hasSize(5);
    }

    @Test
    void without_retry_a_request_is_sent_once() {
        FakeCluster cluster = new FakeCluster(states).answering(_ -> Applications.answer(500, ""));

        assertThat(
                evaluate(cluster, "{http: {pod: kv-0, port: 80, path: /}, expect: [{that: response.status == 200}]}"))
                .failed("a");
        Assertions.assertThat(cluster.requests()).hasSize(1);
    }

    @Test
    void what_cannot_be_found_out_is_not_tried_again() {
        FakeCluster cluster = new FakeCluster(states)
                .answering(_ -> new PodAnswer.Unknown(new Cause(Cause.Reason.FORBIDDEN, "no")));

        assertThat(evaluate(cluster, "{http: {pod: kv-0, port: 80, path: /, retry: 10s}}"))
                .inconclusive(Cause.Reason.FORBIDDEN, "a");
        Assertions.assertThat(cluster.requests()).hasSize(1);
    }

    @Test
    void a_request_is_sent_as_often_as_the_task_says_and_the_last_answer_counts() {
        AtomicInteger requests = new AtomicInteger();
        FakeCluster cluster = new FakeCluster(states)
                .answering(_ -> Applications.answer(200, "{\"n\":" + requests.incrementAndGet() + "}"));

        Evaluation evaluation = evaluate(cluster, """
                {http: {pod: kv-0, port: 80, path: /, times: 4}, capture: {n: response.json.n}}""",
                "{await: 1s, expect: [{that: n == 4}]}");

        assertThat(evaluation).scored(100);
        Assertions.assertThat(requests).hasValue(4);
    }

    @Test
    void no_request_follows_an_answer_that_is_not_as_expected() {
        AtomicInteger requests = new AtomicInteger();
        FakeCluster cluster = new FakeCluster(states)
                .answering(_ -> Applications.answer(requests.incrementAndGet() == 2 ? 500 : 200, ""));

        Evaluation evaluation = evaluate(cluster, """
                {http: {pod: kv-0, port: 80, path: /, times: 4}, expect: [{that: response.status == 200}]}""");

        assertThat(evaluation).failed("a");
        Assertions.assertThat(requests).hasValue(2);
    }

    private static final PodAnswer REFUSED = new PodAnswer.NotListening("connection refused on port 80");

    @Test
    void a_request_of_which_nothing_was_delivered_is_sent_again() {
        AtomicInteger attempts = new AtomicInteger();
        FakeCluster cluster = new FakeCluster(states)
                .answering(_ -> attempts.incrementAndGet() < 4 ? REFUSED : Applications.answer(200, ""));

        Evaluation evaluation = evaluate(cluster, "{http: {pod: kv-0, port: 80, method: POST, path: /a}}");

        assertThat(evaluation).scored(100);
        Assertions.assertThat(evaluation.timing().totalMillis()).isEqualTo(600);
    }

    @Test
    void an_application_that_never_listens_fails() {
        FakeCluster cluster = new FakeCluster(states).answering(_ -> REFUSED);

        Evaluation evaluation = evaluate(cluster, "{http: {pod: kv-0, port: 80, path: /a}}");

        assertThat(evaluation).failed("a").found("a").isEqualTo("connection refused on port 80 for 20 s");
    }

    /** The second begins when the first has ended, because it disturbs. */
    private static final String TWO_CRITERIA = """
            - {id: a, title: A, points: 50, steps: [{http: {pod: kv-0, port: 80, path: /a}}]}
            - {id: b, title: B, points: 50, disruptive: true, steps: [{http: {pod: kv-0, port: 80, path: /b}},
               {deletePod: kv-0}]}
            """;

    private static Evaluation evaluateBoth(FakeCluster cluster) {
        return Evaluator.evaluate(Tasks.withCriteria(TWO_CRITERIA), cluster, "lab", cluster.options());
    }

    @Test
    void a_port_that_has_refused_for_so_long_is_not_waited_for_again() {
        FakeCluster cluster = new FakeCluster(states).answering(_ -> REFUSED);

        Evaluation evaluation = evaluateBoth(cluster);

        assertThat(evaluation).failed("a", "b").found("b").isEqualTo("connection refused on port 80 for 20 s");
        Assertions.assertThat(evaluation.timing().totalMillis()).isEqualTo(20_000);
    }

    @Test
    void a_container_that_has_started_again_is_waited_for_again_even_if_that_was_not_seen() {
        FakeCluster cluster = new FakeCluster(states).answering(_ -> REFUSED);
        cluster.thenUnseen(states.change("Pod", "kv-0", pod -> ((ObjectNode) pod.at("/status/containerStatuses/0"))
                .put("containerID", "containerd://another")).state(2, cluster.now().plusSeconds(5)));

        Evaluation evaluation = evaluateBoth(cluster);

        assertThat(evaluation).failed("a", "b");
        Assertions.assertThat(evaluation.timing().totalMillis()).isEqualTo(40_000);
    }

    @Test
    void a_port_that_refused_and_answers_now_has_answered() {
        FakeCluster cluster = new FakeCluster(states)
                .answering(request -> request.path().equals("/b") ? Applications.answer(200, "") : REFUSED);

        Evaluation evaluation = evaluateBoth(cluster);

        assertThat(evaluation).failed("a").inconclusive(Cause.Reason.STILL_CHANGING, "b");
    }
}
