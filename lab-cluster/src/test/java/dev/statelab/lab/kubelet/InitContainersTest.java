package dev.statelab.lab.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Manifests;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What runs before a pod's containers, and beside them.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/init-containers/">Init Containers</a>
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/">Sidecar Containers</a>
 */
final class InitContainersTest {

    private static final double FAST = 50;
    private static final String SIDECAR = "{name: side, image: side, imagePullPolicy: Never, restartPolicy: Always}";

    @TempDir
    private Path folder;

    private final ScriptedContainers containers = new ScriptedContainers();
    private LabNode lab;

    @BeforeEach
    void start() {
        lab = LabNode.scripted(FAST, containers, folder);
        lab.namespace("test");
        containers.image("app", _ -> {});
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    /** A pod with these init containers, in YAML, and one container of the image {@code app}. */
    private ObjectNode create(String restartPolicy, String... initContainers) {
        return lab.create(Manifests.yaml("""
                apiVersion: v1
                kind: Pod
                metadata: {name: p, namespace: test}
                spec:
                  restartPolicy: %s
                  terminationGracePeriodSeconds: 2
                  initContainers: [%s]
                  containers: [{name: app, image: app, imagePullPolicy: Never}]
                """.formatted(restartPolicy, String.join(", ", initContainers))));
    }

    private static String init(String name) {
        return "{name: %s, image: %s, imagePullPolicy: Never}".formatted(name, name);
    }

    private List<String> started() {
        return containers.started.stream().map(container -> container.spec.image()).toList();
    }

    private ScriptedContainers.Container newest(String image) {
        return containers.started.stream().filter(container -> container.spec.image().equals(image)).toList()
                .getLast();
    }

    private static JsonNode state(ObjectNode pod, int initContainer) {
        return pod.path("status").path("initContainerStatuses").path(initContainer).path("state");
    }

    private static int restarts(ObjectNode pod) {
        return pod.path("status").path("initContainerStatuses").path(0).path("restartCount").asInt();
    }

    private static boolean isReady(ObjectNode pod) {
        return condition(pod, "Ready").path("status").asText().equals("True");
    }

    private static JsonNode condition(ObjectNode pod, String type) {
        return pod.path("status").path("conditions").valueStream()
                .filter(condition -> condition.path("type").asText().equals(type)).findFirst()
                .orElse(pod.objectNode());
    }

    private static String phase(ObjectNode pod) {
        return pod.path("status").path("phase").asText();
    }

    @Test
    void eachWaitsForTheEndOfTheOneBefore() {
        // given
        containers.image("first", _ -> {}).image("second", _ -> {});
        var pod = create("Always", init("first"), init("second"));

        // when
        var held = lab.await(pod, now -> state(now, 0).has("running"));
        var startedWhileHeld = started();
        newest("first").end(0);
        var next = lab.await(pod, now -> state(now, 1).has("running"));
        newest("second").end(0);
        var ready = lab.await(pod, InitContainersTest::isReady);

        // then
        assertThat(startedWhileHeld).containsExactly("first");
        assertThat(condition(held, "Initialized").path("message").asText())
                .isEqualTo("containers with incomplete status: [first second]");
        assertThat(condition(next, "Initialized").path("message").asText())
                .isEqualTo("containers with incomplete status: [second]");
        assertThat(started()).containsExactly("first", "second", "app");
        assertThat(condition(ready, "Initialized").path("status").asText()).isEqualTo("True");
    }

    @Test
    void oneThatFailsIsTriedAgainAfterABackOff() {
        containers.image("first", container -> container.end(started().size() < 2 ? 1 : 0));
        var pod = create("Always", init("first"));

        var heldBack = lab.await(pod,
                now -> state(now, 0).path("waiting").path("reason").asText().equals("CrashLoopBackOff"));
        var startedWhileHeld = started();
        var ready = lab.await(pod, InitContainersTest::isReady);

        assertThat(startedWhileHeld).containsExactly("first", "first");
        assertThat(restarts(heldBack)).isEqualTo(1);
        assertThat(started()).containsExactly("first", "first", "first", "app");
        assertThat(restarts(ready)).isEqualTo(2);
        assertThat(between(heldBack.at("/status/initContainerStatuses/0/lastState/terminated/finishedAt"),
                ready.at("/status/initContainerStatuses/0/state/terminated/startedAt")))
                .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(30));
    }

    private static Duration between(JsonNode from, JsonNode to) {
        return Duration.between(Instant.parse(from.asText()), Instant.parse(to.asText()));
    }

    @Test
    void oneThatFailsEndsAPodThatNeverRestarts() {
        containers.image("first", container -> container.end(1));

        var failed = lab.await(create("Never", init("first")), now -> phase(now).equals("Failed"));

        assertThat(started()).containsExactly("first");
        assertThat(state(failed, 0).path("terminated").path("exitCode").asInt()).isEqualTo(1);
    }

    @Test
    void aSidecarRunsBesideWhatComesAfterIt() {
        containers.image("side", _ -> {}).image("second", container -> container.end(0));
        var pod = create("Always", SIDECAR, init("second"));

        var ready = lab.await(pod, InitContainersTest::isReady);

        assertThat(started()).containsExactly("side", "second", "app");
        assertThat(state(ready, 0).has("running")).isTrue();
        assertThat(ready.at("/status/initContainerStatuses/0/started").asBoolean()).isTrue();
        assertThat(ready.at("/status/initContainerStatuses/0/ready").asBoolean()).isTrue();
    }

    @Test
    void aSidecarThatEndsIsStartedAgain() {
        containers.image("side", _ -> {});
        var pod = create("Always", SIDECAR);
        lab.await(pod, InitContainersTest::isReady);

        newest("side").end(0);
        lab.await(pod, now -> restarts(now) == 1 && isReady(now));

        assertThat(started()).containsExactly("side", "app", "side");
    }

    @Test
    void aSidecarDoesNotKeepAPodFromCompleting() {
        containers.image("side", _ -> {});
        var pod = create("Never", SIDECAR);
        lab.await(pod, InitContainersTest::isReady);

        newest("app").end(0);
        lab.await(pod, now -> phase(now).equals("Succeeded"));

        assertThat(newest("side").exit().join().code()).isEqualTo(143);
    }

    @Test
    void aSidecarEndsAfterTheContainersThatItServes() {
        containers.image("side", _ -> {}).image("app", container -> container.ignoresTerminate = true);
        var pod = create("Always", SIDECAR);
        lab.await(pod, InitContainersTest::isReady);
        var sidecarStopped = newest("app").exit().thenApply(_ -> newest("side").terminated);

        lab.delete(pod);
        lab.awaitGone(pod);

        assertThat(sidecarStopped.join()).isFalse();
        assertThat(newest("side").exit().join().code()).isEqualTo(143);
    }
}
