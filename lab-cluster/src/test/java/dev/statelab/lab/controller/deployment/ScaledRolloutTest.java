package dev.statelab.lab.controller.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.lab.api.Manifests;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The cases of Kubernetes' own {@code deployment_util_test.go} and {@code sync_test.go}. */
class ScaledRolloutTest {

    private static Deployment deployment(int replicas, String more) {
        return new Deployment(Manifests.yaml("""
                {metadata: {name: web}, spec: {replicas: %d, strategy: {type: RollingUpdate,
                rollingUpdate: {maxSurge: 0, maxUnavailable: 1}} %s}, status: {replicas: 10}}"""
                .formatted(replicas, more)));
    }

    /** @param before how many replicas the Deployment had */
    private static TemplateSet set(String name, int age, int replicas, int before) {
        return new TemplateSet(Manifests.yaml("""
                {metadata: {name: %s, creationTimestamp: '2026-11-20T18:0%d:00Z', annotations: {
                deployment.kubernetes.io/desired-replicas: '%d', deployment.kubernetes.io/max-replicas: '%d'}},
                spec: {replicas: %d}, status: {availableReplicas: %d}}"""
                .formatted(name, 9 - age, before, before, replicas, replicas)));
    }

    private static List<String> step(Deployment deployment, Optional<TemplateSet> current, TemplateSet... old) {
        return new Rollout(deployment, current, List.of(old), false).step().stream()
                .map(scaling -> scaling.set().name() + " " + scaling.replicas()).toList();
    }

    @Test
    void theOnlySetGetsThemAll() {
        assertThat(step(deployment(12, ""), Optional.of(set("new", 0, 10, 10)))).containsExactly("new 12");
    }

    @Test
    void eachSetGetsItsShareOfMore() {
        assertThat(step(deployment(12, ""), Optional.of(set("new", 0, 5, 10)), set("old", 1, 5, 10)))
                .containsExactly("new 6", "old 6");
        assertThat(step(deployment(20, ""), Optional.of(set("new", 0, 2, 10)), set("old", 1, 8, 10)))
                .containsExactly("old 16", "new 4");
    }

    @Test
    void eachSetGivesItsShare() {
        assertThat(step(deployment(6, ""), Optional.of(set("new", 0, 5, 10)), set("old", 1, 5, 10)))
                .containsExactly("old 3", "new 3");
    }

    @Test
    void whatIsLeftOverGoesToTheLargest() {
        assertThat(step(deployment(5, ""), Optional.of(set("new", 0, 1, 10)), set("old", 1, 8, 10),
                set("older", 2, 1, 10)))
                .containsExactly("old 3", "older 1", "new 1");
    }

    @Test
    void allGoWhenNoneIsWanted() {
        assertThat(step(deployment(0, ""), Optional.of(set("new", 0, 5, 10)), set("old", 1, 5, 10)))
                .containsExactly("old 0", "new 0");
    }

    @Test
    void aPausedOneIsScaledToo() {
        assertThat(step(deployment(20, ", paused: true"), Optional.of(set("new", 0, 5, 10)), set("old", 1, 5, 10)))
                .containsExactly("new 10", "old 10");
    }

    @Test
    void anUpdateGoesOnWhenNothingWasScaled() {
        assertThat(step(deployment(10, ""), Optional.of(set("new", 0, 5, 10)), set("old", 1, 5, 10)))
                .containsExactly("old 4");
    }

    @Test
    void aNewTemplateWaitsUntilThePresentOneIsScaled() {
        var rollout = new Rollout(deployment(12, ""), Optional.empty(), List.of(set("old", 1, 10, 10)), false);

        assertThat(rollout.wantsNewSet()).isFalse();
        assertThat(rollout.step()).extracting(Rollout.Scaling::replicas).containsExactly(12);
    }
}
