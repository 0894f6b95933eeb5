package dev.statelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.contract.Request.Answer;
import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.cluster.PodAnswer.Answered;
import dev.statelab.core.cluster.PodAnswer.NoAnswer;
import dev.statelab.core.cluster.PodAnswer.NotListening;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;

/** Requests to an application through the API server, as the grader sends them. */
@OnCluster
class PodRequestTest {

    private static void start(Namespace namespace) {
        namespace.create(KeyValue.statefulSet(1).build());
        Pod _ = namespace.pods().untilOne("a ready pod", KeyValue::isReady);
    }

    @Test
    void a_body_arrives_and_comes_back_unchanged(Namespace namespace) throws InterruptedException {
        start(namespace);
        String value = "täglich = 1 + 1 & \"mehr\" %20\n\t✓";

        String _ = namespace.body("POST", "kv-0", KeyValue.PORT, "/obj/key", value);

        assertThat(namespace.body("GET", "kv-0", KeyValue.PORT, "/obj/key", "")).isEqualTo(value);
    }

    @Test
    void the_applications_own_404_is_the_applications(Namespace namespace) throws InterruptedException {
        start(namespace);

        PodAnswer answer = namespace.send("GET", "kv-0", KeyValue.PORT, "/obj/nosuch", "");

        assertThat(answer).isInstanceOfSatisfying(Answered.class,
                answered -> assertThat(answered.status()).isEqualTo(404));
    }

    @Test
    void other_methods_arrive_too(Namespace namespace) throws InterruptedException {
        start(namespace);

        PodAnswer answer = namespace.send("DELETE", "kv-0", KeyValue.PORT, "/health", "");

        assertThat(answer).isInstanceOfSatisfying(Answered.class,
                answered -> assertThat(answered.status()).isEqualTo(405));
    }

    @Test
    void a_port_that_nobody_listens_on_refuses(Namespace namespace) throws InterruptedException {
        start(namespace);

        assertThat(namespace.send("GET", "kv-0", 5999, "/", "")).isInstanceOf(NotListening.class);
    }

    @Test
    void the_api_server_says_so_itself(Namespace namespace) {
        start(namespace);

        Answer answer = Request.get("/api/v1/namespaces/" + namespace.name() + "/pods/kv-0:5999/proxy/")
                .sendTo(namespace.cluster());

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.reason()).isEqualTo("ServiceUnavailable");
        assertThat(answer.message()).matches("error trying to reach service: dial tcp .*:5999: .*connection refused");
    }

    @Test
    void a_pod_that_is_not_there_gives_no_answer(Namespace namespace) throws InterruptedException {
        assertThat(namespace.send("GET", "nobody", KeyValue.PORT, "/", "")).isInstanceOf(NoAnswer.class);
    }
}
