package dev.statelab.lab.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.SettableClock;
import dev.statelab.lab.api.http.TestServer.Answer;
import dev.statelab.lab.api.object.Metadata;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code pods/eviction} and {@code pods/binding}. The answers are those of Kubernetes 1.32. */
class PodPostsTest {

    private static final String PODS = "/api/v1/namespaces/default/pods/";
    private static final JsonNode SUCCESS = Manifests.yaml(
            "{kind: Status, apiVersion: v1, metadata: {}, status: Success, code: 201}");

    private final TestServer server = new TestServer();

    @BeforeEach
    void runAPod() throws ApiException {
        ObjectNode pod = Manifests.podOnNode("web-0");
        Metadata.of(pod).putObject("labels").put("app", "web");
        pod = server.api().create(ResourceTypes.POD, "default", pod).deepCopy();
        pod.set("status", Manifests.yaml("{phase: Running, conditions: [{type: Ready, status: 'True'}]}"));
        server.api().updateStatus(ResourceTypes.POD, "default", pod);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Answer post(String name, String subresource, String yaml) {
        return server.send("POST", PODS + name + "/" + subresource, Map.of("Content-Type", "application/yaml"), yaml);
    }

    private Answer evict(String name, String rest) {
        return post(name, "eviction",
                "{apiVersion: policy/v1, kind: Eviction, metadata: {name: web-0}" + rest + "}");
    }

    private void budget(String name, String status) throws ApiException {
        ObjectNode budget = server.api().create(ResourceTypes.POD_DISRUPTION_BUDGET, "default", Manifests.yaml("""
                {metadata: {name: %s}, spec: {minAvailable: 2, selector: {matchLabels: {app: web}}}}"""
                .formatted(name))).deepCopy();
        budget.set("status", Manifests.yaml("{" + status + "}"));
        server.api().updateStatus(ResourceTypes.POD_DISRUPTION_BUDGET, "default", budget);
    }

    private ObjectNode pod() throws ApiException {
        return server.api().get(ResourceTypes.POD, "default", "web-0");
    }

    private JsonNode budgetStatus() throws ApiException {
        return server.api().get(ResourceTypes.POD_DISRUPTION_BUDGET, "default", "web").path("status");
    }

    @Test
    void aPodWithoutABudgetIsEvicted() throws ApiException {
        Answer answer = evict("web-0", "");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo(SUCCESS);
        assertThat(Metadata.isTerminating(pod())).isTrue();
        assertThat(pod().at("/status/conditions").findValuesAsText("reason")).contains("EvictionByEvictionAPI");
    }

    @Test
    void anEvictionIsTakenFromTheBudget() throws ApiException {
        budget("web", "observedGeneration: 1, disruptionsAllowed: 1, currentHealthy: 3, desiredHealthy: 2");

        assertThat(evict("web-0", "").status()).isEqualTo(201);
        assertThat(budgetStatus().path("disruptionsAllowed").asInt()).isZero();
        assertThat(budgetStatus().at("/disruptedPods/web-0").asText())
                .isEqualTo(Metadata.time(SettableClock.NOW));
    }

    @Test
    void aBudgetThatIsSpentForbidsIt() throws ApiException {
        budget("web", "observedGeneration: 1, disruptionsAllowed: 0, currentHealthy: 2, desiredHealthy: 2");

        Answer answer = evict("web-0", "");

        assertThat(answer.body()).isEqualTo(Manifests.yaml("""
                kind: Status
                apiVersion: v1
                metadata: {}
                status: Failure
                message: Cannot evict pod as it would violate the pod's disruption budget.
                reason: TooManyRequests
                details:
                  causes:
                  - reason: DisruptionBudget
                    message: The disruption budget web needs 2 healthy pods and has 2 currently
                code: 429
                """));
        assertThat(Metadata.isTerminating(pod())).isFalse();
    }

    @Test
    void aBudgetThatNobodyHasCountedYetForbidsIt() throws ApiException {
        budget("web", "disruptionsAllowed: 1");

        Answer answer = evict("web-0", "");

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.response().headers().firstValue("Retry-After")).contains("10");
    }

    @Test
    void twoBudgetsAreTooMany() throws ApiException {
        budget("web", "observedGeneration: 1, disruptionsAllowed: 1");
        budget("other", "observedGeneration: 1, disruptionsAllowed: 1");

        assertThat(evict("web-0", "").status()).isEqualTo(500);
    }

    @Test
    void aPodThatIsNotReadyCostsNothingWhereTheOthersAreEnough() throws ApiException {
        ObjectNode pod = pod().deepCopy();
        pod.set("status", Manifests.yaml("{phase: Running, conditions: [{type: Ready, status: 'False'}]}"));
        server.api().updateStatus(ResourceTypes.POD, "default", pod);
        budget("web", "observedGeneration: 1, disruptionsAllowed: 0, currentHealthy: 2, desiredHealthy: 2");

        assertThat(evict("web-0", "").status()).isEqualTo(201);
    }

    @Test
    void aDryRunTakesNothing() throws ApiException {
        budget("web", "observedGeneration: 1, disruptionsAllowed: 1");

        assertThat(evict("web-0", ", deleteOptions: {dryRun: [All]}").status()).isEqualTo(201);
        assertThat(budgetStatus().path("disruptionsAllowed").asInt()).isEqualTo(1);
        assertThat(Metadata.isTerminating(pod())).isFalse();
    }

    @Test
    void anEvictionNamesItsPod() {
        assertThat(evict("nosuch", "").status()).isEqualTo(404);
        assertThat(post("web-0", "eviction", "{apiVersion: policy/v1, kind: Eviction, metadata: {name: a}}").body()
                .path("message").asText()).isEqualTo("name in URL does not match name in Eviction object");
    }

    @Test
    void aPodIsBoundOnce() throws ApiException {
        server.api().create(ResourceTypes.POD, "default", Manifests.pod("unbound"));
        String binding = "{apiVersion: v1, kind: Binding, metadata: {name: unbound}, target: {kind: Node, name: lab}}";

        Answer bound = post("unbound", "binding", binding);
        Answer again = post("unbound", "binding", binding);

        assertThat(bound.status()).isEqualTo(201);
        assertThat(bound.body()).isEqualTo(SUCCESS);
        assertThat(server.api().get(ResourceTypes.POD, "default", "unbound").at("/spec/nodeName").asText())
                .isEqualTo("lab");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body().path("message").asText()).isEqualTo("Operation cannot be fulfilled on pods/binding"
                + " \"unbound\": pod unbound is already assigned to node \"lab\"");
    }

    @Test
    void aBindingNamesANode() throws ApiException {
        server.api().create(ResourceTypes.POD, "default", Manifests.pod("unbound"));

        assertThat(post("unbound", "binding", "{apiVersion: v1, kind: Binding, metadata: {name: unbound}, target: {}}")
                .status()).isEqualTo(422);
    }
}
