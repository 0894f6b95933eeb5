package dev.statelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.contract.Request.Answer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import org.junit.jupiter.api.Test;

/** How pods are evicted, and what keeps them from it. */
@OnCluster
class EvictionTest {

    private static PodDisruptionBudget budget(int least) {
        return new PodDisruptionBudgetBuilder().withNewMetadata().withName("kv").endMetadata().withNewSpec()
                .withNewMinAvailable(least).withNewSelector().addToMatchLabels("app", "kv").endSelector().endSpec()
                .build();
    }

    private static Answer evict(Namespace namespace, String pod) {
        return Request.post("/api/v1/namespaces/" + namespace.name() + "/pods/" + pod + "/eviction",
                "{\"apiVersion\":\"policy/v1\",\"kind\":\"Eviction\",\"metadata\":{\"name\":\"" + pod + "\"}}")
                .sendTo(namespace.cluster());
    }

    private static boolean allows(PodDisruptionBudget budget, int evictions) {
        return budget.getStatus() != null && Integer.valueOf(1).equals(budget.getStatus().getCurrentHealthy())
                && Integer.valueOf(evictions).equals(budget.getStatus().getDisruptionsAllowed());
    }

    private static Pod readyPod(Namespace namespace) {
        namespace.create(KeyValue.headlessService());
        namespace.create(KeyValue.statefulSet(1).build());
        return namespace.pods().untilOne("a ready pod", KeyValue::isReady);
    }

    @Test
    void a_pod_is_evicted_where_no_budget_forbids_it(Namespace namespace) {
        Pod pod = readyPod(namespace);

        Answer answer = evict(namespace, pod.getMetadata().getName());

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().path("status").asText()).isEqualTo("Success");
        namespace.pods().untilOne("another pod of the same name", now -> KeyValue.isReady(now)
                && !now.getMetadata().getUid().equals(pod.getMetadata().getUid()));
    }

    @Test
    void a_budget_that_is_spent_forbids_it(Namespace namespace) {
        String pod = readyPod(namespace).getMetadata().getName();
        var budgets = namespace.journal(namespace.client().policy().v1().podDisruptionBudget());
        namespace.create(budget(1));
        budgets.untilOne("a budget that is spent", budget -> allows(budget, 0));

        Answer answer = evict(namespace, pod);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.reason()).isEqualTo("TooManyRequests");
        assertThat(answer.message()).isEqualTo("Cannot evict pod as it would violate the pod's disruption budget.");
        assertThat(answer.body().at("/details/causes/0/message").asText())
                .isEqualTo("The disruption budget kv needs 1 healthy pods and has 1 currently");
    }
}
