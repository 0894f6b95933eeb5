package dev.statelab.lab.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.container.ContainerRuntime.StartException;
import dev.statelab.lab.container.PodNetwork.Listener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pod of each recording, run here, ends in the recorded status with the recorded events. */
final class RecordedFaultsTest {

    private static final double FAST = 100;

    @TempDir
    private Path folder;

    private void becomesAsRecorded(String fault, ScriptedContainers containers) {
        var recording = Recording.of(fault);
        try (var lab = LabNode.scripted(FAST, containers, folder)) {
            var wanted = recording.newPod();
            lab.namespace(wanted.path("metadata").path("namespace").asText());
            withoutClaims(wanted);

            var pod = lab.create(wanted);

            lab.awaitAny(pod.path("metadata").path("namespace").asText(), () -> lab.find(pod)
                    .filter(now -> Stories.status(now).equals(Stories.status(recording.pod())))
                    .filter(now -> Stories.events(lab.events(now), now).containsAll(recordedEvents(recording)))
                    .isPresent());
            var now = lab.find(pod).orElseThrow();
            assertThat(Stories.status(now)).isEqualTo(Stories.status(recording.pod()));
            assertThat(Stories.events(lab.events(now), now)).isEqualTo(recordedEvents(recording));
        }
    }

    /** Whether a container's port is open in time for the first probe is not part of the story. */
    private static java.util.Set<String> recordedEvents(Recording recording) {
        return recording.podEvents().stream().filter(event -> !event.contains("connection refused"))
                .collect(Collectors.toCollection(java.util.TreeSet::new));
    }

    /** Volumes that a provisioner makes have their own tests. */
    private static void withoutClaims(ObjectNode pod) {
        for (var volume : pod.path("spec").path("volumes")) {
            if (volume.has("persistentVolumeClaim") && volume instanceof ObjectNode changed) {
                changed.remove("persistentVolumeClaim");
                changed.putObject("emptyDir");
            }
        }
    }

    @Test
    void imageThatIsNotThereAndMayNotBePulled() {
        becomesAsRecorded("err-image-never-pull", new ScriptedContainers());
    }

    @Test
    void imageThatNoRegistryHas() {
        becomesAsRecorded("image-pull-backoff", new ScriptedContainers());
    }

    @Test
    void containerThatFailsAgainAndAgain() {
        becomesAsRecorded("crash-loop-backoff", new ScriptedContainers().image("kvstore:latest",
                container -> container.end(3)));
    }

    @Test
    void initContainerThatFailsAgainAndAgain() {
        becomesAsRecorded("init-crash-loop", new ScriptedContainers().image("busybox:latest",
                container -> container.end(1)).image("kvstore:latest", _ -> {}));
    }

    @Test
    void containerThatRunsOutOfMemory() {
        becomesAsRecorded("oom-killed", new ScriptedContainers().image("kvstore:latest",
                ScriptedContainers.Container::runOutOfMemory));
    }

    @Test
    void configMapThatDoesNotExist() {
        becomesAsRecorded("create-container-config-error", new ScriptedContainers().image("kvstore:latest", _ -> {}));
    }

    @Test
    void rootWhereNoRootIsAllowed() {
        becomesAsRecorded("run-as-non-root-refused", new ScriptedContainers().image("kvstore:latest", _ -> {}));
    }

    @Test
    void emptyDirAndReady() {
        becomesAsRecorded("empty-dir-instead-of-claims", new ScriptedContainers().image("kvstore:latest", _ -> {}));
    }

    @Test
    void pathThatTheReadinessProbeDoesNotFind() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        try {
            becomesAsRecorded("not-ready", new ScriptedContainers().image("kvstore:latest", container -> {
                if (!container.spec.network().listen(5000, new Listener(server.getAddress(), false))) {
                    throw new StartException("the port is taken");
                }
            }));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void claimOfAStorageClassThatDoesNotExist() {
        var recording = Recording.of("pvc-pending-no-storageclass");
        try (var lab = LabNode.scripted(FAST, new ScriptedContainers(), folder)) {
            lab.namespace("rec-pvc-pending-no-storageclass");
            lab.create(Manifests.yaml("""
                    {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data-kv-0,
                     namespace: rec-pvc-pending-no-storageclass}, spec: {accessModes: [ReadWriteOnce],
                     storageClassName: nosuch, resources: {requests: {storage: 1Mi}}}}"""));

            var pod = lab.create(recording.newPod());

            var refused = lab.await(pod, now -> now.path("status").has("conditions"));
            lab.awaitAny("rec-pvc-pending-no-storageclass", () -> !lab.events(refused).isEmpty());
            assertThat(Stories.status(refused)).isEqualTo(Stories.status(recording.pod()));
            assertThat(Stories.events(lab.events(refused), refused)).isEqualTo(recording.podEvents());
        }
    }

    @Test
    void podThatFitsNowhere() {
        becomesAsRecorded("unschedulable", new ScriptedContainers());
    }
}
