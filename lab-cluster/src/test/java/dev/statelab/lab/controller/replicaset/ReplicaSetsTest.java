package dev.statelab.lab.controller.replicaset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.Workbench;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.object.Metadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** ReplicaSets on a whole lab cluster, through its API. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
final class ReplicaSetsTest {

    private static final String POD = """
            metadata: {labels: {app: web}}
            spec:
              terminationGracePeriodSeconds: 1
              containers: [{name: app, image: 'registry.k8s.io/pause:3.10'}]
            """;
    private static final String WEB = """
            apiVersion: apps/v1
            kind: ReplicaSet
            metadata: {name: web}
            spec:
              replicas: 2
              selector: {matchLabels: {app: web}}
              template:
            %s
            """.formatted(POD.indent(4));

    private final Workbench bench = Workbench.start(20);

    @AfterEach
    void close() {
        bench.close();
    }

    private ObjectNode ready(int replicas) throws Exception {
        return bench.await(ResourceTypes.REPLICA_SET, "web",
                set -> set.at("/status/readyReplicas").asInt() == replicas
                        && set.at("/status/replicas").asInt() == replicas);
    }

    @Test
    void aDeletedPodIsReplaced() throws Exception {
        bench.create(WEB);
        var status = ready(2).path("status");
        var first = bench.list(ResourceTypes.POD).getFirst();

        bench.delete(ResourceTypes.POD, Metadata.name(first));
        bench.awaitGone(ResourceTypes.POD, Metadata.name(first));
        ready(2);

        assertThat(status.path("fullyLabeledReplicas").asInt()).isEqualTo(2);
        assertThat(status.path("availableReplicas").asInt()).isEqualTo(2);
        assertThat(bench.list(ResourceTypes.POD)).hasSize(2).extracting(Metadata::uid)
                .doesNotContain(Metadata.uid(first));
    }

    @Test
    void fewerReplicasMeanFewerPods() throws Exception {
        bench.create(WEB);
        ready(2);

        bench.editSpec(ResourceTypes.REPLICA_SET, "web", spec -> spec.put("replicas", 1));
        ready(1);

        assertThat(bench.events("web")).filteredOn(event -> event.startsWith("SuccessfulDelete: Deleted pod: web-"))
                .hasSize(1);
    }

    @Test
    void aPodThatMatchesIsAdoptedAndOneThatNoLongerDoesIsReleased() throws Exception {
        bench.create("apiVersion: v1\nkind: Pod\n" + POD.replace("{labels", "{name: stray, labels"));
        var set = bench.create(WEB);
        ready(2);
        var adopted = bench.get(ResourceTypes.POD, "stray");

        bench.edit(ResourceTypes.POD, "stray",
                pod -> pod.withObjectProperty("metadata").withObjectProperty("labels").put("app", "other"));
        var released = bench.await(ResourceTypes.POD, "stray",
                pod -> pod.at("/metadata/ownerReferences").isEmpty());
        bench.awaitAll(ResourceTypes.POD, pods -> pods.size() == 3);

        assertThat(adopted.at("/metadata/ownerReferences/0/uid").asText()).isEqualTo(Metadata.uid(set));
        assertThat(Metadata.uid(released)).isEqualTo(Metadata.uid(adopted));
    }
}
