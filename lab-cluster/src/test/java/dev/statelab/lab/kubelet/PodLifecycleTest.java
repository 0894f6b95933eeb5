package dev.statelab.lab.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.container.ContainerRuntime.StartException;
import dev.statelab.lab.container.RunningContainer.ExecResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of pods whose containers do what the test says. */
final class PodLifecycleTest {

    private static final double FAST = 50;

    @TempDir
    private Path folder;

    private final ScriptedContainers containers = new ScriptedContainers();
    private LabNode lab;

    @BeforeEach
    void start() {
        lab = LabNode.scripted(FAST, containers, folder);
        lab.namespace("test");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    private ObjectNode create(String spec) {
        return lab.create(Manifests.yaml(
                "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: test}, spec: " + spec + "}"));
    }

    private static JsonNode container(ObjectNode pod) {
        return pod.path("status").path("containerStatuses").path(0);
    }

    private static boolean isReady(ObjectNode pod) {
        return pod.path("status").path("conditions").valueStream().anyMatch(condition -> condition.path("type").asText()
                .equals("Ready") && condition.path("status").asText().equals("True"));
    }

    private static String phase(ObjectNode pod) {
        return pod.path("status").path("phase").asText();
    }

    private List<String> events(ObjectNode pod) {
        return lab.events(pod).stream().map(event -> event.path("reason").asText() + ": "
                + event.path("message").asText()).toList();
    }

    @Test
    void aDeletedPodGoesThroughTheRecordedStates() {
        containers.image("app", container -> container.ignoresTerminate = true);
        var pod = create(
                "{terminationGracePeriodSeconds: 1, containers: [{name: app, image: app, imagePullPolicy: Never}]}");
        lab.await(pod, PodLifecycleTest::isReady);
        var seen = new ArrayList<String>();

        lab.watched("test", seen, () -> {
            lab.delete(pod);
            lab.awaitGone(pod);
        });

        assertThat(seen).isEqualTo(List.of("MODIFIED Running ready grace 1", "MODIFIED Failed unready grace 1",
                "MODIFIED Failed unready grace 0", "DELETED Failed unready grace 0"));
        assertThat(events(pod)).contains("Killing: Stopping container app");
        assertThat(containers.started).singleElement()
                .satisfies(container -> assertThat(container.exit().join().code()).isEqualTo(137));
    }

    @Test
    void aProcessThatEndsInTimeIsNotKilled() {
        containers.image("app", _ -> {});
        var pod = create("{containers: [{name: app, image: app, imagePullPolicy: Never}]}");
        lab.await(pod, PodLifecycleTest::isReady);

        lab.delete(pod);
        lab.awaitGone(pod);

        assertThat(containers.started.getFirst().exit().join().code()).isEqualTo(143);
    }

    @Test
    void preStopComesBeforeTheSignal() {
        containers.image("app", container -> container.execResult = new ExecResult(
                1, "", "no"));
        var pod = create("{containers: [{name: app, image: app, imagePullPolicy: Never,"
                + " lifecycle: {preStop: {exec: {command: [bye]}}}}]}");
        lab.await(pod, PodLifecycleTest::isReady);

        lab.delete(pod);
        lab.awaitGone(pod);

        assertThat(events(pod)).contains("FailedPreStopHook: PreStopHook failed");
        assertThat(containers.started.getFirst().terminated).isTrue();
    }

    @Test
    void aLivenessProbeThatFailsRestartsTheContainer() {
        containers.image("app", container -> container.execResult = new ExecResult(
                containers.started.isEmpty() ? 1 : 0, "", "not well"));
        var pod = create("{containers: [{name: app, image: app, imagePullPolicy: Never,"
                + " livenessProbe: {exec: {command: [ask]}, periodSeconds: 1}}]}");

        var restarted = lab.await(pod, now -> container(now).path("restartCount").asInt() == 1 && isReady(now));

        assertThat(container(restarted).path("lastState").path("terminated").path("exitCode").asInt()).isEqualTo(143);
        assertThat(events(pod)).contains("Unhealthy: Liveness probe failed: not well",
                "Killing: Container app failed liveness probe, will be restarted");
    }

    @Test
    void aStartupProbeHoldsTheOthersBack() {
        var started = new CompletableFuture<ScriptedContainers.Container>();
        containers.image("app", container -> {
            container.execResult = new ExecResult(1, "", "");
            started.complete(container);
        });
        var pod = create("{containers: [{name: app, image: app, imagePullPolicy: Never,"
                + " startupProbe: {exec: {command: [ask]}, periodSeconds: 5, failureThreshold: 1000}}]}");

        var running = lab.await(pod, now -> container(now).path("state").has("running"));
        started.join().execResult = new ExecResult(0, "", "");
        var ready = lab.await(pod, PodLifecycleTest::isReady);

        assertThat(container(running).path("started").asBoolean()).isFalse();
        assertThat(container(ready).path("started").asBoolean()).isTrue();
    }

    @Test
    void aPodThatNeverRestartsSucceedsOrFails() {
        containers.image("good", container -> container.end(0)).image("bad", container -> container.end(2));
        var good = create("{restartPolicy: Never, containers: [{name: app, image: good, imagePullPolicy: Never}]}");

        var ended = lab.await(good, now -> phase(now).equals("Succeeded"));
        lab.delete(good);
        lab.awaitGone(good);
        var bad = create("{restartPolicy: Never, containers: [{name: app, image: bad, imagePullPolicy: Never}]}");
        var failed = lab.await(bad, now -> phase(now).equals("Failed"));

        assertThat(container(ended).path("state").path("terminated").path("reason").asText()).isEqualTo("Completed");
        assertThat(container(failed).path("state").path("terminated").path("exitCode").asInt()).isEqualTo(2);
    }

    @Test
    void aCommandThatIsNotThereIsTriedAgainWithBackOff() {
        containers.image("app", _ -> {
            throw new StartException("exec: \"nosuch\": executable file not found in $PATH");
        });
        var pod = create("{containers: [{name: app, image: app, imagePullPolicy: Never, command: [nosuch]}]}");

        var waiting = lab.await(pod, now -> container(now).path("state").path("waiting").path("reason").asText()
                .equals("CrashLoopBackOff"));

        assertThat(container(waiting).path("lastState").path("terminated").path("reason").asText())
                .isEqualTo("StartError");
        assertThat(events(pod)).contains("Failed: Error: exec: \"nosuch\": executable file not found in $PATH");
    }

    @Test
    void aVolumeThatCannotBeMountedIsTriedAgain() {
        containers.image("app", _ -> {});
        var pod = create("{volumes: [{name: cfg, configMap: {name: later}}],"
                + " containers: [{name: app, image: app, imagePullPolicy: Never}]}");
        lab.awaitAny("test", () -> events(pod).contains(
                "FailedMount: MountVolume.SetUp failed for volume \"cfg\" : configmap \"later\" not found"));

        lab.create(Manifests.yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: later, namespace: test}}"));

        assertThat(isReady(lab.await(pod, PodLifecycleTest::isReady))).isTrue();
    }

    @Test
    void anImageNameThatIsNoneIsRefused() {
        var pod = create("{containers: [{name: app, image: 'No Image'}]}");

        var waiting = lab.await(pod, now -> container(now).path("state").path("waiting").path("reason").asText()
                .equals("InvalidImageName"));

        assertThat(phase(waiting)).isEqualTo("Pending");
    }

    @Test
    void aPodThatIsForcedOutStopsAsWell() {
        containers.image("app", _ -> {});
        var pod = create("{containers: [{name: app, image: app, imagePullPolicy: Never}]}");
        lab.await(pod, PodLifecycleTest::isReady);

        lab.deleteNow(pod);

        assertThat(containers.started.getFirst().exit().join().code()).isEqualTo(143);
        assertThat(lab.find(pod)).isEmpty();
    }

    @Test
    void closingTheKubeletKillsWhatRuns() {
        containers.image("app", container -> container.ignoresTerminate = true);
        var pod = create("{containers: [{name: app, image: app, imagePullPolicy: Never}]}");
        lab.await(pod, PodLifecycleTest::isReady);

        lab.kubelet.close();

        assertThat(containers.started.getFirst().exit()).isDone();
    }
}
