package dev.statelab.lab.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.kubelet.ContainerState.Running;
import dev.statelab.lab.kubelet.ContainerState.Terminated;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PodDecisionTest {

    private static final Instant NOW = Instant.parse("2026-11-20T19:00:00Z");

    private static Pod pod(String spec) {
        return new Pod(Manifests.yaml("{metadata: {name: p, namespace: n, uid: u}, spec: " + spec + "}"));
    }

    private static Pod podWithInit(String restartPolicy) {
        return pod("{restartPolicy: " + restartPolicy + ", initContainers: [{name: init}], containers: [{name: app}]}");
    }

    private static PodView up(Pod pod) {
        return PodView.created(pod, NOW).withNetwork("10.42.0.2");
    }

    private static ContainerView fresh() {
        return ContainerView.created(false);
    }

    private static ContainerView running() {
        return fresh().running(new Running("containerd://1", NOW), Optional.empty());
    }

    private static ContainerView ended(int code) {
        return running().terminated(new Terminated("containerd://1", code, "any", "", NOW, NOW));
    }

    private static List<Step> steps(Pod pod, PodView view) {
        return PodDecision.next(pod, view, false, NOW).steps();
    }

    private static Step start(Pod pod, String container) {
        return new Step.Start(pod.container(container).orElseThrow());
    }

    @Test
    void mountsAndConnectsFirst() {
        var pod = podWithInit("Always");

        assertThat(steps(pod, PodView.created(pod, NOW))).containsExactly(new Step.SetUp());
    }

    @Test
    void triesToMountAgainOnlyWhenTheTimeHasCome() {
        var pod = podWithInit("Always");
        var later = NOW.plusSeconds(2);

        assertThat(PodDecision.next(pod, PodView.created(pod, NOW).withSetUpAt(later), false, NOW))
                .isEqualTo(new Plan(List.of(), Optional.of(later)));
    }

    @Test
    void startsInitContainersBeforeTheOthers() {
        var pod = podWithInit("Always");

        assertThat(steps(pod, up(pod))).containsExactly(start(pod, "init"));
        assertThat(steps(pod, up(pod).with("init", running()))).isEmpty();
        assertThat(steps(pod, up(pod).with("init", ended(0)))).containsExactly(start(pod, "app"));
    }

    @Test
    void startsAFailedInitContainerAgainUnlessThePodNeverRestarts() {
        var always = podWithInit("Always");
        var never = podWithInit("Never");

        assertThat(steps(always, up(always).with("init", ended(1)))).containsExactly(start(always, "init"));
        assertThat(steps(never, up(never).with("init", ended(1)))).containsExactly(new Step.TearDown());
    }

    @Test
    void startsASidecarAndGoesOnOnceItHasStarted() {
        var pod = pod("{initContainers: [{name: log, restartPolicy: Always}], containers: [{name: app}]}");
        var log = pod.container("log").orElseThrow();

        assertThat(steps(pod, up(pod))).containsExactly(start(pod, "log"));
        assertThat(steps(pod, up(pod).with("log", running()))).isEmpty();
        assertThat(steps(pod, up(pod).with("log", running().opened(log)))).containsExactly(start(pod, "app"));
    }

    @Test
    void endsTheSidecarsOfAPodThatHasDoneItsWork() {
        var pod = pod("{restartPolicy: Never, initContainers: [{name: log, restartPolicy: Always}],"
                + " containers: [{name: app}]}");
        var log = pod.container("log").orElseThrow();

        assertThat(steps(pod, up(pod).with("log", running().opened(log)).with("app", ended(0))))
                .containsExactly(new Step.Stop(log, "Stopping container log", Optional.empty()));
    }

    @Test
    void restartsAtOnceTheFirstTimeAndWaitsTheSecond() {
        var pod = pod("{containers: [{name: app}]}");
        var app = pod.container("app").orElseThrow();
        var backOff = Optional.of(BackOff.after(Optional.empty(), NOW));
        var again = ended(1).running(new Running("containerd://2", NOW), backOff)
                .terminated(new Terminated("containerd://2", 1, "Error", "", NOW, NOW));

        assertThat(steps(pod, up(pod).with("app", ended(1)))).containsExactly(start(pod, "app"));
        assertThat(steps(pod, up(pod).with("app", again)))
                .containsExactly(new Step.HoldBack(app, Duration.ofSeconds(10), NOW.plusSeconds(10)));
    }

    @Test
    void doesNotRestartWhatMayHaveEnded() {
        var onFailure = pod("{restartPolicy: OnFailure, containers: [{name: app}]}");

        assertThat(steps(onFailure, up(onFailure).with("app", ended(0)))).containsExactly(new Step.TearDown());
        assertThat(steps(onFailure, up(onFailure).with("app", ended(1)))).containsExactly(start(onFailure, "app"));
    }

    @Test
    void stopsAContainerThatItsLivenessProbeGivesUp() {
        var pod = pod("{containers: [{name: app, livenessProbe: {exec: {command: [x]},"
                + " terminationGracePeriodSeconds: 7}}]}");
        var app = pod.container("app").orElseThrow();
        var unhealthy = running().opened(app).probed(app, ProbeKind.LIVENESS, false);

        assertThat(steps(pod, up(pod).with("app", unhealthy))).containsExactly(new Step.Stop(app,
                "Container app failed liveness probe, will be restarted", Optional.of(Duration.ofSeconds(7))));
        assertThat(steps(pod, up(pod).with("app", unhealthy.withStopping()))).isEmpty();
    }

    @Test
    void endsADeletedPodsContainersSidecarsLast() {
        var pod = pod("{initContainers: [{name: log, restartPolicy: Always}], containers: [{name: a}, {name: b}]}");
        var view = up(pod).with("log", running()).with("a", running()).with("b", running().withStopping());

        assertThat(PodDecision.next(pod, view, true, NOW).steps()).containsExactly(
                new Step.Stop(pod.container("a").orElseThrow(), "Stopping container a", Optional.empty()));
        assertThat(PodDecision.next(pod, view.with("a", ended(0)).with("b", ended(0)), true, NOW).steps())
                .containsExactly(new Step.Stop(pod.container("log").orElseThrow(), "Stopping container log",
                        Optional.empty()));
    }

    @Test
    void removesADeletedPodThatHasStopped() {
        var pod = pod("{containers: [{name: app}]}");

        assertThat(PodDecision.next(pod, up(pod).with("app", ended(143)), true, NOW).steps())
                .containsExactly(new Step.Remove());
    }
}
