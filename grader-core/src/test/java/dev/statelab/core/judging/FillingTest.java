package dev.statelab.core.judging;

import static dev.statelab.core.EvaluationAssert.assertThat;
import static dev.statelab.core.judging.Criteria.evaluate;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.PodRequest;
import dev.statelab.core.result.Evaluation;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that are filled into texts. */
class FillingTest {

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
}
