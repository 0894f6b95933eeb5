package dev.statelab.lab.controller.daemonset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.Workbench;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.object.Metadata;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** DaemonSets on a whole lab cluster, which has one node, through its API. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
final class DaemonSetsTest {

    private static final String AGENT = """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: agent}
            spec:
              selector: {matchLabels: {app: agent}}
              template:
                metadata: {labels: {app: agent}}
                spec:
                  terminationGracePeriodSeconds: 1
                  containers: [{name: app, image: 'registry.k8s.io/pause:3.10'}]
            """;

    private final Workbench bench = Workbench.start(20);

    @AfterEach
    void close() {
        bench.close();
    }

    private ObjectNode available(long generation) throws Exception {
        return bench.await(ResourceTypes.DAEMON_SET, "agent",
                set -> set.at("/status/observedGeneration").asLong() == generation
                        && set.at("/status/updatedNumberScheduled").asInt() == 1
                        && set.at("/status/numberAvailable").asInt() == 1);
    }

    @Test
    void aPodRunsOnTheNode() throws Exception {
        bench.create(AGENT);

        var status = available(1).path("status");

        assertThat(status.path("desiredNumberScheduled").asInt()).isEqualTo(1);
        assertThat(status.path("numberReady").asInt()).isEqualTo(1);
        assertThat(bench.list(ResourceTypes.POD)).singleElement()
                .satisfies(pod -> assertThat(pod.at("/spec/nodeName").asText()).isEqualTo("lab"));
        assertThat(bench.events("agent")).singleElement()
                .satisfies(event -> assertThat(event).matches("SuccessfulCreate: Created pod: agent-[a-z0-9]{5}"));
    }

    @Test
    void anUpdateReplacesThePod() throws Exception {
        bench.create(AGENT);
        available(1);
        var before = Metadata.uid(bench.list(ResourceTypes.POD).getFirst());

        bench.editSpec(ResourceTypes.DAEMON_SET, "agent",
                spec -> ((ObjectNode) spec.at("/template/spec/containers/0")).put("image", "busybox")
                        .put("imagePullPolicy", "Never").putArray("command").add("sleep").add("100000"));
        available(2);

        assertThat(bench.list(ResourceTypes.POD)).singleElement()
                .satisfies(pod -> assertThat(Metadata.uid(pod)).isNotEqualTo(before));
    }

    @Test
    void eachTemplateIsARevision() throws Exception {
        bench.create(AGENT);
        var template = available(1).at("/spec/template");
        bench.editSpec(ResourceTypes.DAEMON_SET, "agent",
                spec -> ((ObjectNode) spec.at("/template/spec")).put("terminationGracePeriodSeconds", 0));
        available(2);
        bench.editSpec(ResourceTypes.DAEMON_SET, "agent", spec -> spec.set("template", template));
        available(3);

        var revisions = bench.list(ResourceTypes.CONTROLLER_REVISION);

        assertThat(revisions).extracting(revision -> revision.path("revision").asInt())
                .containsExactlyInAnyOrder(2, 3);
        var hash = bench.list(ResourceTypes.POD).getFirst().at("/metadata/labels/controller-revision-hash").asText();
        assertThat(revisions).filteredOn(revision -> revision.path("revision").asInt() == 3).singleElement()
                .satisfies(newest -> {
                    assertThat(Metadata.name(newest)).isEqualTo("agent-" + hash);
                    assertThat(newest.at("/data/spec/template/$patch").asText()).isEqualTo("replace");
                    assertThat(Metadata.labels(newest)).containsEntry("controller-revision-hash", hash)
                            .containsEntry("app", "agent");
                });
    }

    @Test
    void aDeletedSetTakesItsPodWithIt() throws Exception {
        bench.create(AGENT);
        available(1);

        bench.delete(ResourceTypes.DAEMON_SET, "agent");

        assertThat(bench.awaitAll(ResourceTypes.POD, List::isEmpty)).isEmpty();
    }
}
