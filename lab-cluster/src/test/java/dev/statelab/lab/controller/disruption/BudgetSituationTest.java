package dev.statelab.lab.controller.disruption;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.api.SettableClock;
import dev.statelab.lab.controller.workload.WorkloadPod;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The statuses are those that Kubernetes 1.32 showed for the same pods. */
class BudgetSituationTest {

    private static final WorkloadPod READY = pod("ready", "");
    private static final WorkloadPod GOING = pod("going", "deletionTimestamp: '2026-11-20T18:59:50Z',");
    private static final WorkloadPod STARTING = new WorkloadPod(
            Manifests.yaml("{metadata: {name: starting}, status: {phase: Pending}}"));

    private static WorkloadPod pod(String name, String metadata) {
        return new WorkloadPod(Manifests.yaml("""
                {metadata: {%s name: %s}, status: {phase: Running, conditions: [{type: Ready, status: 'True'}]}}"""
                .formatted(metadata, name)));
    }

    private static ObjectNode budget(String spec, String status) {
        return Manifests
                .yaml("{metadata: {name: web, generation: 2}, spec: {%s}, status: {%s}}".formatted(spec, status));
    }

    private static ObjectNode status(ObjectNode budget, ExpectedPods wanted, WorkloadPod... pods) {
        return new BudgetSituation(budget, List.of(pods), wanted, SettableClock.NOW).status();
    }

    private static List<Integer> counts(ObjectNode status) {
        return Stream.of("expectedPods", "desiredHealthy", "currentHealthy", "disruptionsAllowed")
                .map(field -> status.path(field).asInt()).toList();
    }

    @ParameterizedTest
    @CsvSource({"minAvailable: 2, 2, 2, 2, 0", "minAvailable: 1, 2, 1, 2, 1", "minAvailable: 50%, 3, 2, 2, 0",
        "minAvailable: 34%, 2, 1, 2, 1", "maxUnavailable: 1, 2, 1, 2, 1", "maxUnavailable: 1, 3, 2, 2, 0",
        "maxUnavailable: 30%, 4, 2, 2, 0", "maxUnavailable: 5, 2, 0, 2, 2"})
    void countsWhatMayGo(String spec, int expected, int desired, int healthy, int allowed) {
        assertThat(counts(status(budget(spec, ""), new ExpectedPods.Count(expected), READY, pod("other", ""))))
                .containsExactly(expected, desired, healthy, allowed);
    }

    @Test
    void onlyReadyPodsThatStayAreHealthy() {
        assertThat(counts(status(budget("minAvailable: 1", ""), new ExpectedPods.Count(3), READY, GOING, STARTING)))
                .containsExactly(3, 1, 1, 0);
    }

    @Test
    void anEvictedPodCountsAsGoneForTwoMinutes() {
        var recently = budget("minAvailable: 1", "disruptedPods: {ready: '2026-11-20T18:58:01Z'}");
        var longAgo = budget("minAvailable: 1", "disruptedPods: {ready: '2026-11-20T18:57:59Z'}");

        assertThat(counts(status(recently, new ExpectedPods.Count(2), READY, pod("other", ""))))
                .containsExactly(2, 1, 1, 0);
        assertThat(status(longAgo, new ExpectedPods.Count(2), READY, pod("other", "")).has("disruptedPods")).isFalse();
    }

    @Test
    void withoutPodsNothingMayGo() {
        assertThat(counts(status(budget("maxUnavailable: 1", ""), new ExpectedPods.Count(0))))
                .containsExactly(0, 0, 0, 0);
    }

    @Test
    void saysWhyInACondition() {
        var status = status(budget("minAvailable: 1", ""), new ExpectedPods.Count(2), READY, pod("other", ""));

        assertThat(status.path("conditions").get(0)).isEqualTo(Manifests.yaml("""
                {type: DisruptionAllowed, status: 'True', observedGeneration: 2,
                 lastTransitionTime: '2026-11-20T19:00:00Z', reason: SufficientPods, message: ''}"""));
        assertThat(status.path("observedGeneration").asInt()).isEqualTo(2);
    }

    @Test
    void allowsNothingWhenControllersAreUnknown() {
        var status = status(budget("minAvailable: 50%", "currentHealthy: 2, disruptionsAllowed: 1"),
                new ExpectedPods.Unknown("found no controllers for pod \"ready\""), READY);

        assertThat(status.path("disruptionsAllowed").asInt()).isZero();
        assertThat(status.path("currentHealthy").asInt()).isEqualTo(2);
        assertThat(status.at("/conditions/0/reason").asText()).isEqualTo("SyncFailed");
        assertThat(status.at("/conditions/0/message").asText()).isEqualTo("found no controllers for pod \"ready\"");
    }
}
