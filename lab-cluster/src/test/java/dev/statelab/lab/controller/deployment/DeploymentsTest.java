package dev.statelab.lab.controller.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.Workbench;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WatchEvent;
import dev.statelab.lab.api.object.Metadata;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Deployments on a whole lab cluster, through its API. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
final class DeploymentsTest {

    private static final String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, annotations: {team: blue}}
            spec:
              replicas: 3
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  terminationGracePeriodSeconds: 1
                  containers: [{name: app, image: 'registry.k8s.io/pause:3.10'}]
            """;

    private final Workbench bench = Workbench.start(20);

    @AfterEach
    void close() {
        bench.close();
    }

    private ObjectNode complete(long generation) throws Exception {
        return bench.await(ResourceTypes.DEPLOYMENT, "web",
                now -> now.at("/status/observedGeneration").asLong() >= generation
                        && Workbench.reason(now, "Progressing").startsWith("NewReplicaSetAvailable"));
    }

    private ObjectNode change(Consumer<ObjectNode> change) throws Exception {
        return complete(Metadata.generation(bench.editSpec(ResourceTypes.DEPLOYMENT, "web", change)));
    }

    private static void variable(ObjectNode spec, String value) {
        ((ObjectNode) spec.at("/template/spec/containers/0")).putArray("env").addObject().put("name", "REV")
                .put("value", value);
    }

    private List<ObjectNode> sets() {
        return bench.list(ResourceTypes.REPLICA_SET);
    }

    private static int replicas(ObjectNode set) {
        return set.at("/spec/replicas").asInt();
    }

    private static String revision(ObjectNode object) {
        return object.at("/metadata/annotations/deployment.kubernetes.io~1revision").asText();
    }

    @Test
    void aDeploymentRunsItsPods() throws Exception {
        bench.create(WEB);

        var deployment = complete(1);

        var set = sets().getFirst();
        var hash = set.at("/metadata/labels/pod-template-hash").asText();
        assertThat(Metadata.name(set)).isEqualTo("web-" + hash);
        assertThat(deployment.at("/status/availableReplicas").asInt()).isEqualTo(3);
        assertThat(Workbench.reason(deployment, "Available"))
                .isEqualTo("MinimumReplicasAvailable: Deployment has minimum availability.");
        assertThat(Workbench.reason(deployment, "Progressing")).isEqualTo(
                "NewReplicaSetAvailable: ReplicaSet \"web-" + hash + "\" has successfully progressed.");
        assertThat(bench.events("web"))
                .containsExactly("ScalingReplicaSet: Scaled up replica set web-" + hash + " from 0 to 3");
        assertThat(bench.events(Metadata.name(set))).hasSize(3).allMatch(
                event -> event.startsWith("SuccessfulCreate: Created pod: web-" + hash + "-"));
        assertThat(revision(deployment)).isEqualTo("1");
        assertThat(set.at("/metadata/annotations/team").asText()).isEqualTo("blue");
        assertThat(bench.list(ResourceTypes.POD)).hasSize(3)
                .allMatch(pod -> pod.at("/metadata/labels/pod-template-hash").asText().equals(hash));
    }

    @Test
    void anUpdateKeepsEnoughPodsAndMakesNotTooMany() throws Exception {
        bench.create(WEB.replace("  replicas: 3",
                "  replicas: 3\n  strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}"));
        complete(1);
        var fewest = new AtomicInteger(Integer.MAX_VALUE);
        var most = new AtomicInteger();

        try (var _ = bench.watch(ResourceTypes.POD, _ -> {
            var pods = bench.list(ResourceTypes.POD).stream().filter(pod -> !Metadata.isTerminating(pod)).toList();
            fewest.accumulateAndGet((int) pods.stream().filter(Workbench::isReady).count(), Math::min);
            // What is asked for: a new pod may come a moment before the old one that it replaces is told to go.
            most.accumulateAndGet(sets().stream().mapToInt(DeploymentsTest::replicas).sum(), Math::max);
        })) {
            change(spec -> variable(spec, "2"));
        }

        assertThat(fewest).hasValue(3);
        assertThat(most).hasValue(4);
        assertThat(sets()).extracting(DeploymentsTest::revision, DeploymentsTest::replicas)
                .containsExactlyInAnyOrder(tuple("1", 0),
                        tuple("2", 3));
    }

    @Test
    void aDeploymentThatIsRecreatedHasNoOldPodBesideANewOne() throws Exception {
        bench.create(WEB.replace("  replicas: 3", "  replicas: 2\n  strategy: {type: Recreate}"));
        complete(1);
        var old = bench.list(ResourceTypes.POD).stream().map(Metadata::uid).toList();
        var oldBesideNew = new AtomicInteger();

        try (var _ = bench.watch(ResourceTypes.POD, event -> {
            if (event.type() == WatchEvent.Type.ADDED) {
                oldBesideNew.addAndGet((int) bench.list(ResourceTypes.POD).stream().map(Metadata::uid)
                        .filter(old::contains).count());
            }
        })) {
            change(spec -> variable(spec, "2"));
        }

        assertThat(oldBesideNew).hasValue(0);
        assertThat(bench.list(ResourceTypes.POD)).extracting(Metadata::uid).doesNotContainAnyElementsOf(old);
    }

    @Test
    void aTemplateThatComesBackGetsItsReplicaSetAndTheNextRevision() throws Exception {
        bench.create(WEB);
        complete(1);
        var first = Metadata.name(sets().getFirst());
        change(spec -> variable(spec, "2"));

        var rolledBack = change(spec -> ((ObjectNode) spec.at("/template/spec/containers/0")).remove("env"));

        assertThat(revision(rolledBack)).isEqualTo("3");
        var set = bench.get(ResourceTypes.REPLICA_SET, first);
        assertThat(replicas(set)).isEqualTo(3);
        assertThat(set.at("/metadata/annotations/deployment.kubernetes.io~1revision-history").asText())
                .isEqualTo("1");
    }

    @Test
    void aPausedDeploymentIsScaledAndNotUpdated() throws Exception {
        bench.create(WEB);
        complete(1);

        bench.editSpec(ResourceTypes.DEPLOYMENT, "web", spec -> {
            spec.put("paused", true).put("replicas", 4);
            variable(spec, "2");
        });
        bench.await(ResourceTypes.DEPLOYMENT, "web", now -> now.at("/status/availableReplicas").asInt() == 4);

        assertThat(sets()).hasSize(1);
        assertThat(Workbench.reason(bench.get(ResourceTypes.DEPLOYMENT, "web"), "Progressing"))
                .isEqualTo("DeploymentPaused: Deployment is paused");
    }

    @Test
    void anUpdateThatDoesNotGetReadyKeepsTheOldPodsAndSaysSo() throws Exception {
        bench.create(WEB.replace("  replicas: 3", "  replicas: 3\n  progressDeadlineSeconds: 5"));
        complete(1);

        bench.editSpec(ResourceTypes.DEPLOYMENT, "web",
                spec -> ((ObjectNode) spec.at("/template/spec/containers/0")).put("image", "nosuch:1"));
        var stuck = bench.await(ResourceTypes.DEPLOYMENT, "web",
                now -> Workbench.reason(now, "Progressing").startsWith("ProgressDeadlineExceeded"));

        assertThat(Workbench.reason(stuck, "Progressing")).endsWith("has timed out progressing.");
        assertThat(stuck.at("/status/availableReplicas").asInt()).isEqualTo(3);
        assertThat(stuck.at("/status/unavailableReplicas").asInt()).isEqualTo(1);
        assertThat(Workbench.holds(stuck, "Available")).isTrue();
    }

    @Test
    void onlySomeRevisionsAreKept() throws Exception {
        bench.create(WEB.replace("  replicas: 3", "  replicas: 1\n  revisionHistoryLimit: 1"));
        complete(1);
        change(spec -> variable(spec, "2"));

        change(spec -> variable(spec, "3"));
        bench.awaitAll(ResourceTypes.REPLICA_SET, sets -> sets.size() == 2);

        assertThat(sets()).extracting(DeploymentsTest::revision).containsExactlyInAnyOrder("2", "3");
    }

    @Test
    void aDeletedDeploymentTakesItsPodsWithIt() throws Exception {
        bench.create(WEB);
        complete(1);

        bench.delete(ResourceTypes.DEPLOYMENT, "web");

        assertThat(bench.awaitAll(ResourceTypes.POD, List::isEmpty)).isEmpty();
        assertThat(bench.awaitAll(ResourceTypes.REPLICA_SET, List::isEmpty)).isEmpty();
    }
}
