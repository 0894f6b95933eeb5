package dev.statelab.lab.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.kubelet.ContainerState.Running;
import dev.statelab.lab.kubelet.ContainerState.Terminated;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PodStatusTest {

    private static final Instant STARTED = Instant.parse("2026-11-20T19:00:00Z");
    private static final Instant NOW = STARTED.plusSeconds(60);

    private static Pod pod(String rest) {
        return new Pod(Manifests.yaml("{metadata: {name: p, namespace: n, uid: u}, " + rest + "}"));
    }

    private static ContainerView ended(int code) {
        return ContainerView.created(false).running(new Running("containerd://1", STARTED), Optional.empty())
                .terminated(
                        new Terminated("containerd://1", code, code == 0 ? "Completed" : "Error", "", STARTED, NOW));
    }

    private static ContainerView ready(Pod pod) {
        return ContainerView.created(false).running(new Running("containerd://1", STARTED), Optional.empty())
                .opened(pod.containers().getFirst());
    }

    private static JsonNode condition(ObjectNode status, String type) {
        return status.path("conditions").valueStream()
                .filter(condition -> condition.path("type").asText().equals(type)).findFirst().orElseThrow();
    }

    private static ObjectNode status(Pod pod, PodView view) {
        return PodStatus.of(pod, view, "10.99.0.1", _ -> false, false, NOW);
    }

    @ParameterizedTest
    @CsvSource({"Never, 0, Succeeded, PodCompleted", "Never, 1, Failed, PodFailed",
        "OnFailure, 0, Succeeded, PodCompleted",
        "OnFailure, 1, Running, ContainersNotReady", "Always, 0, Running, ContainersNotReady"})
    void phaseOfAnEndedContainerFollowsTheRestartPolicy(String policy, int code, String phase, String reason) {
        var pod = pod("spec: {restartPolicy: " + policy + ", containers: [{name: app, image: a}]}");

        var status = status(pod, PodView.created(pod, STARTED).with("app", ended(code)));

        assertThat(status.path("phase").asText()).isEqualTo(phase);
        assertThat(condition(status, "Ready").path("reason").asText()).isEqualTo(reason);
    }

    @Test
    void aDeletedPodEndsAsRecorded() {
        var recorded = Recording.timeline("delete-pod-0").stream()
                .filter(event -> event.path("object").path("status").path("phase").asText().equals("Failed"))
                .findFirst().orElseThrow().path("object");
        var pod = new Pod((ObjectNode) recorded);
        var end = recorded.path("status").path("containerStatuses").path(0).path("state").path("terminated");
        var view = PodView.created(pod, Instant.parse(recorded.path("status").path("startTime").asText()))
                .withNetwork("10.42.0.12").withoutNetwork().with("app", ContainerView.created(false)
                        .running(new Running("x", NOW), Optional.empty())
                        .terminated(new Terminated(end.path("containerID").asText(), 137, "Error", "",
                                Instant.parse(end.path("startedAt").asText()),
                                Instant.parse(end.path("finishedAt").asText()))));

        var status = PodStatus.of(pod, view, "10.99.0.1", _ -> false, true, NOW);

        assertThat((JsonNode) withoutImageId(status)).isEqualTo(withoutImageId((ObjectNode) recorded.path("status")));
    }

    private static ObjectNode withoutImageId(ObjectNode status) {
        var copy = status.deepCopy();
        ((ObjectNode) copy.path("containerStatuses").path(0)).remove("imageID");
        return copy;
    }

    @Test
    void conditionKeepsItsTimeUntilItsStatusChanges() {
        var pod = pod("""
                spec: {containers: [{name: app, image: a}]}, status: {conditions: [
                {type: Ready, status: 'True', lastTransitionTime: '2026-11-20T18:00:00Z'},
                {type: ContainersReady, status: 'False', lastTransitionTime: '2026-11-20T18:00:00Z'}]}""");

        var status = status(pod, PodView.created(pod, STARTED).withNetwork("10.42.0.2").with("app", ready(pod)));

        assertThat(condition(status, "Ready").path("lastTransitionTime").asText()).isEqualTo("2026-11-20T18:00:00Z");
        assertThat(condition(status, "ContainersReady").path("lastTransitionTime").asText())
                .isEqualTo("2026-11-20T19:01:00Z");
    }

    @Test
    void isReadyOnlyWithItsReadinessGates() {
        var pod = pod("spec: {readinessGates: [{conditionType: example.com/on}], containers: [{name: app, image: a}]}");
        var open = pod("""
                spec: {readinessGates: [{conditionType: example.com/on}], containers: [{name: app, image: a}]},
                status: {conditions: [{type: example.com/on, status: 'True'}]}""");

        var closed = status(pod, PodView.created(pod, STARTED).with("app", ready(pod)));
        var opened = status(open, PodView.created(open, STARTED).with("app", ready(open)));

        assertThat(condition(closed, "Ready").path("message").asText())
                .isEqualTo("corresponding condition of pod readiness gate \"example.com/on\" does not exist.");
        assertThat(condition(opened, "Ready").path("status").asText()).isEqualTo("True");
        assertThat(condition(opened, "example.com/on").path("status").asText()).isEqualTo("True");
    }
}
