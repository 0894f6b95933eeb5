package dev.statelab.lab.controller.statefulset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.Workbench;
import dev.statelab.lab.api.DeleteOptions.Propagation;
import dev.statelab.lab.api.FeatureGate;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WatchEvent;
import dev.statelab.lab.api.object.Metadata;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * StatefulSets on a whole lab cluster, through its API: the behaviours that Kubernetes' own
 * {@code test/e2e/apps/statefulset.go} asks for. A pod is ready while the condition {@code lab/open} holds, which its
 * readiness gate asks for and a test sets.
 */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
final class StatefulSetsTest {

    private static final String OPEN = "lab/open";
    private static final String SET = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: kv}
            spec:
              replicas: 3
              serviceName: kv-headless
              selector: {matchLabels: {app: kv}}
              template:
                metadata: {labels: {app: kv}}
                spec:
                  terminationGracePeriodSeconds: 1
                  containers: [{name: app, image: 'registry.k8s.io/pause:3.10'}]
            """;
    private static final String CLAIMS = "  volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes:"
            + " [ReadWriteOnce], resources: {requests: {storage: 1Mi}}}}]\n";

    private final Workbench bench = Workbench.start(20, FeatureGate.MAX_UNAVAILABLE_STATEFUL_SET);

    @AfterEach
    void close() {
        bench.close();
    }

    private static String gated(String set) {
        return set.replace("      terminationGracePeriodSeconds: 1",
                "      terminationGracePeriodSeconds: 1\n      readinessGates: [{conditionType: " + OPEN + "}]");
    }

    private static String with(String line) {
        return SET.replace("  replicas: 3", "  replicas: 3\n  " + line);
    }

    private ObjectNode awaitSet(Predicate<ObjectNode> wanted) throws Exception {
        return bench.await(ResourceTypes.STATEFUL_SET, "kv",
                set -> set.at("/status/observedGeneration").asLong() == Metadata.generation(set) && wanted.test(set));
    }

    private static Predicate<ObjectNode> counts(String field, int count) {
        return set -> set.path("status").path(field).asInt() == count;
    }

    private ObjectNode awaitReady(int replicas) throws Exception {
        return awaitSet(counts("readyReplicas", replicas).and(counts("replicas", replicas)));
    }

    private ObjectNode awaitUpdated() throws Exception {
        return awaitSet(set -> set.at("/status/currentRevision").equals(set.at("/status/updateRevision"))
                && set.at("/status/readyReplicas").equals(set.at("/spec/replicas"))
                && set.at("/status/updatedReplicas").equals(set.at("/spec/replicas")));
    }

    private void change(Consumer<ObjectNode> change) throws Exception {
        bench.editSpec(ResourceTypes.STATEFUL_SET, "kv", change);
    }

    private void scale(int replicas) throws Exception {
        change(spec -> spec.put("replicas", replicas));
    }

    private static void image(ObjectNode spec, String image) {
        ((ObjectNode) spec.at("/template/spec/containers/0")).put("image", image);
    }

    private static void newTemplate(ObjectNode spec) {
        variable(spec, "2");
    }

    private static void variable(ObjectNode spec, String value) {
        ((ObjectNode) spec.at("/template/spec/containers/0")).putArray("env").addObject().put("name", "REV")
                .put("value", value);
    }

    private void open(String pod, boolean isOpen) throws Exception {
        bench.await(ResourceTypes.POD, pod, now -> now.path("status").has("containerStatuses"));
        bench.editStatus(ResourceTypes.POD, pod, status -> {
            ArrayNode conditions = status.withArrayProperty("conditions");
            conditions.removeIf(condition -> condition.path("type").asText().equals(OPEN));
            conditions.addObject().put("type", OPEN).put("status", isOpen ? "True" : "False");
        });
        bench.await(ResourceTypes.POD, pod, now -> Workbench.isReady(now) == isOpen);
    }

    private List<String> pods() {
        return bench.list(ResourceTypes.POD).stream().map(Metadata::name).toList();
    }

    private ObjectNode pod(String name) {
        return bench.get(ResourceTypes.POD, name);
    }

    private static String revision(ObjectNode pod) {
        return pod.at("/metadata/labels/controller-revision-hash").asText();
    }

    /** What happens to pods while something is done: {@code +kv-0} for a new one, {@code -kv-0} for one that is to go. */
    private List<String> observed(Happening happening) throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (var _ = bench.watch(ResourceTypes.POD, event -> {
            var name = Metadata.name(event.object());
            if (event.type() == WatchEvent.Type.ADDED) {
                seen.add("+" + name);
            } else if (Metadata.isTerminating(event.object()) && !seen.contains("-" + name)) {
                seen.add("-" + name);
            }
        })) {
            happening.happen();
        }
        return seen;
    }

    /** Something that a test does. */
    @FunctionalInterface
    private interface Happening {
        void happen() throws Exception;
    }

    @Test
    void aPodStartsWhenTheOneBeforeItIsReady() throws Exception {
        bench.create(gated(SET));
        bench.await(ResourceTypes.POD, "kv-0", pod -> Workbench.holds(pod, "ContainersReady"));
        awaitSet(counts("replicas", 1));

        var first = pods();
        open("kv-0", true);
        bench.await(ResourceTypes.POD, "kv-1", _ -> true);

        assertThat(first).containsExactly("kv-0");
        assertThat(pods()).containsExactly("kv-0", "kv-1");
    }

    @Test
    void podsGoInReverseOrderAndKeepTheirClaims() throws Exception {
        bench.create(SET + CLAIMS);
        awaitReady(3);
        var claims = bench.list(ResourceTypes.PERSISTENT_VOLUME_CLAIM).stream().map(Metadata::uid).toList();

        var down = observed(() -> {
            scale(0);
            awaitSet(counts("replicas", 0));
        });
        var up = observed(() -> {
            scale(3);
            awaitReady(3);
        });

        assertThat(down).containsExactly("-kv-2", "-kv-1", "-kv-0");
        assertThat(up).containsExactly("+kv-0", "+kv-1", "+kv-2");
        assertThat(claims).hasSize(3);
        assertThat(bench.list(ResourceTypes.PERSISTENT_VOLUME_CLAIM).stream().map(Metadata::uid)).isEqualTo(claims);
    }

    @Test
    void scalingUpHaltsBehindAnUnhealthyPod() throws Exception {
        bench.create(gated(SET.replace("replicas: 3", "replicas: 1")));
        open("kv-0", true);
        awaitReady(1);
        open("kv-0", false);

        scale(2);
        awaitSet(counts("readyReplicas", 0));
        var halted = pods();
        open("kv-0", true);
        bench.await(ResourceTypes.POD, "kv-1", _ -> true);

        assertThat(halted).containsExactly("kv-0");
    }

    @Test
    void scalingDownHaltsAtAnUnhealthyPodUnlessItIsTheFirst() throws Exception {
        bench.create(gated(SET.replace("replicas: 3", "replicas: 2")));
        open("kv-0", true);
        open("kv-1", true);
        awaitReady(2);
        open("kv-0", false);
        open("kv-1", false);
        awaitSet(counts("readyReplicas", 0));

        scale(0);
        awaitSet(set -> set.at("/spec/replicas").asInt() == 0);
        var halted = bench.list(ResourceTypes.POD);
        open("kv-1", true);
        bench.awaitGone(ResourceTypes.POD, "kv-1");
        bench.awaitGone(ResourceTypes.POD, "kv-0");

        assertThat(halted).hasSize(2).noneMatch(Metadata::isTerminating);
        assertThat(bench.events("kv")).filteredOn(event -> event.startsWith("SuccessfulDelete")).containsExactly(
                "SuccessfulDelete: delete Pod kv-1 in StatefulSet kv successful",
                "SuccessfulDelete: delete Pod kv-0 in StatefulSet kv successful");
    }

    @Test
    void aParallelSetWaitsForNoPod() throws Exception {
        bench.create(gated(with("podManagementPolicy: Parallel")));

        bench.awaitAll(ResourceTypes.POD, pods -> pods.size() == 3);
        scale(5);
        bench.awaitAll(ResourceTypes.POD, pods -> pods.size() == 5);
        scale(0);

        assertThat(bench.awaitAll(ResourceTypes.POD, List::isEmpty)).isEmpty();
    }

    @Test
    void anUpdateReplacesTheLastPodFirst() throws Exception {
        bench.create(SET);
        var before = awaitUpdated();

        var seen = observed(() -> {
            change(StatefulSetsTest::newTemplate);
            awaitUpdated();
        });

        var after = bench.get(ResourceTypes.STATEFUL_SET, "kv").path("status");
        assertThat(seen).containsExactly("-kv-2", "+kv-2", "-kv-1", "+kv-1", "-kv-0", "+kv-0");
        assertThat(after.path("currentRevision")).isNotEqualTo(before.at("/status/currentRevision"));
        assertThat(after.path("currentReplicas").asInt()).isEqualTo(3);
        assertThat(bench.list(ResourceTypes.POD)).allMatch(
                pod -> revision(pod).equals(after.path("updateRevision").asText()));
    }

    @Test
    void anUpdateWaitsForEachPodThatItReplaces() throws Exception {
        bench.create(gated(SET.replace("replicas: 3", "replicas: 2")));
        open("kv-0", true);
        open("kv-1", true);
        awaitUpdated();
        var first = Metadata.uid(pod("kv-0"));
        var last = Metadata.uid(pod("kv-1"));

        change(StatefulSetsTest::newTemplate);
        bench.await(ResourceTypes.POD, "kv-1", pod -> !Metadata.uid(pod).equals(last));
        awaitSet(counts("updatedReplicas", 1));
        var waiting = Metadata.uid(pod("kv-0"));
        open("kv-1", true);
        bench.await(ResourceTypes.POD, "kv-0", pod -> !Metadata.uid(pod).equals(first));

        assertThat(waiting).isEqualTo(first);
    }

    private static void partition(ObjectNode spec, int partition) {
        spec.withObjectProperty("updateStrategy").withObjectProperty("rollingUpdate").put("partition", partition);
    }

    @Test
    void aPartitionMakesACanary() throws Exception {
        bench.create(with("updateStrategy: {rollingUpdate: {partition: 2}}"));
        var old = awaitUpdated().at("/status/currentRevision").asText();

        change(StatefulSetsTest::newTemplate);
        var status = awaitSet(counts("updatedReplicas", 1).and(counts("readyReplicas", 3))).path("status");
        var replaced = Metadata.uid(pod("kv-0"));
        bench.delete(ResourceTypes.POD, "kv-0");
        bench.await(ResourceTypes.POD, "kv-0", pod -> !Metadata.uid(pod).equals(replaced));

        assertThat(status.path("currentRevision").asText()).isEqualTo(old);
        assertThat(status.path("currentReplicas").asInt()).isEqualTo(2);
        assertThat(revision(pod("kv-2"))).isEqualTo(status.path("updateRevision").asText()).isNotEqualTo(old);
        assertThat(revision(pod("kv-1"))).isEqualTo(old);
        assertThat(revision(pod("kv-0"))).isEqualTo(old);
    }

    @Test
    void aPartitionThatShrinksPhasesAnUpdate() throws Exception {
        bench.create(with("updateStrategy: {rollingUpdate: {partition: 3}}"));
        awaitUpdated();
        change(StatefulSetsTest::newTemplate);
        awaitSet(set -> !set.at("/status/currentRevision").equals(set.at("/status/updateRevision")));

        var phases = observed(() -> {
            for (int phase = 2; phase >= 0; phase--) {
                int partition = phase;
                change(spec -> partition(spec, partition));
                awaitSet(counts("updatedReplicas", 3 - phase).and(counts("readyReplicas", 3)));
            }
        });

        assertThat(phases).containsExactly("-kv-2", "+kv-2", "-kv-1", "+kv-1", "-kv-0", "+kv-0");
        awaitUpdated();
    }

    @Test
    void onDeleteUpdatesWhatIsDeleted() throws Exception {
        bench.create(with("updateStrategy: {type: OnDelete}"));
        awaitReady(3);

        change(StatefulSetsTest::newTemplate);
        var updated = awaitSet(set -> !set.at("/status/updateRevision").asText().equals(revision(pod("kv-1"))));
        var seen = observed(() -> {
            bench.delete(ResourceTypes.POD, "kv-1");
            awaitSet(counts("updatedReplicas", 1).and(counts("readyReplicas", 3)));
        });

        assertThat(seen).containsExactly("-kv-1", "+kv-1");
        assertThat(revision(pod("kv-1"))).isEqualTo(updated.at("/status/updateRevision").asText());
        assertThat(revision(pod("kv-2"))).isNotEqualTo(revision(pod("kv-1")));
    }

    @Test
    void aPodIsAvailableWhenItHasBeenReadyForLongEnough() throws Exception {
        bench.create(SET.replace("replicas: 3", "replicas: 1\n  minReadySeconds: 10"));

        var ready = awaitSet(counts("readyReplicas", 1));
        var available = awaitSet(counts("availableReplicas", 1));

        assertThat(ready.at("/status/availableReplicas").asInt()).isZero();
        assertThat(available.at("/status/readyReplicas").asInt()).isEqualTo(1);
    }

    @Test
    void aParallelUpdateMayReplaceSeveralPodsAtATime() throws Exception {
        bench.create(
                gated(with("podManagementPolicy: Parallel\n  updateStrategy: {rollingUpdate: {maxUnavailable: 2}}")));
        for (var pod : List.of("kv-0", "kv-1", "kv-2")) {
            open(pod, true);
        }
        awaitUpdated();

        var seen = observed(() -> {
            change(StatefulSetsTest::newTemplate);
            awaitSet(counts("updatedReplicas", 2));
        });

        assertThat(seen).contains("-kv-2", "-kv-1").doesNotContain("-kv-0");
    }

    @Test
    void ordinalsMayStartLater() throws Exception {
        bench.create(SET.replace("replicas: 3", "replicas: 2\n  ordinals: {start: 3}"));
        awaitReady(2);
        var first = pods();

        change(spec -> spec.putObject("ordinals").put("start", 4));
        bench.awaitAll(ResourceTypes.POD,
                all -> all.stream().map(Metadata::name).toList().equals(List.of("kv-4", "kv-5")));

        assertThat(first).containsExactly("kv-3", "kv-4");
    }

    @Test
    void claimsGoWithPodsThatAScaleDownRemoves() throws Exception {
        bench.create(with("persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}") + CLAIMS);
        awaitReady(3);

        scale(1);
        bench.awaitGone(ResourceTypes.PERSISTENT_VOLUME_CLAIM, "data-kv-2");
        bench.awaitGone(ResourceTypes.PERSISTENT_VOLUME_CLAIM, "data-kv-1");
        bench.delete(ResourceTypes.STATEFUL_SET, "kv");
        bench.awaitGone(ResourceTypes.POD, "kv-0");

        assertThat(bench.list(ResourceTypes.PERSISTENT_VOLUME_CLAIM)).extracting(Metadata::name)
                .containsExactly("data-kv-0");
    }

    @Test
    void aPodThatHasFailedIsReplaced() throws Exception {
        var failed = bench.create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: kv-0, labels: {app: kv}}
                spec:
                  restartPolicy: Never
                  containers: [{name: app, image: busybox, imagePullPolicy: Never, command: ['false']}]
                """);
        bench.await(ResourceTypes.POD, "kv-0", pod -> pod.at("/status/phase").asText().equals("Failed"));

        bench.create(SET);
        awaitReady(3);

        assertThat(Metadata.uid(pod("kv-0"))).isNotEqualTo(Metadata.uid(failed));
    }

    @Test
    void anUpdateThatNeverGetsReadyStaysUntilItsPodIsDeleted() throws Exception {
        bench.create(SET);
        var good = awaitUpdated().at("/status/currentRevision").asText();
        change(spec -> image(spec, "nosuch:1"));
        var broken = bench.await(ResourceTypes.POD, "kv-2", pod -> !revision(pod).equals(good)
                && pod.at("/status/containerStatuses/0/state/waiting/reason").asText().startsWith("ErrImage"));

        change(spec -> image(spec, "registry.k8s.io/pause:3.10"));
        awaitSet(set -> set.at("/status/updateRevision").asText().equals(good));
        var stuck = Metadata.uid(pod("kv-2"));
        bench.delete(ResourceTypes.POD, "kv-2");
        awaitUpdated();

        assertThat(stuck).isEqualTo(Metadata.uid(broken));
        assertThat(revision(pod("kv-2"))).isEqualTo(good);
        assertThat(bench.events("kv")).filteredOn(event -> event.contains("delete Pod kv-1")).isEmpty();
    }

    private List<Long> revisions() {
        return bench.list(ResourceTypes.CONTROLLER_REVISION).stream().map(each -> each.path("revision").asLong())
                .sorted().toList();
    }

    @Test
    void aTemplateThatComesBackIsARollback() throws Exception {
        bench.create(SET);
        var first = awaitUpdated().at("/status/currentRevision").asText();
        change(StatefulSetsTest::newTemplate);
        awaitUpdated();

        change(spec -> ((ObjectNode) spec.at("/template/spec/containers/0")).remove("env"));
        awaitSet(set -> set.at("/status/updateRevision").asText().equals(first));
        awaitUpdated();

        assertThat(revisions()).containsExactly(2L, 3L);
        assertThat(bench.list(ResourceTypes.POD)).allMatch(pod -> revision(pod).equals(first));
    }

    @Test
    void onlySomeRevisionsAreKept() throws Exception {
        bench.create(SET.replace("replicas: 3", "replicas: 1\n  revisionHistoryLimit: 1"));
        awaitUpdated();
        for (int update = 2; update <= 4; update++) {
            var value = Integer.toString(update);
            var before = bench.get(ResourceTypes.STATEFUL_SET, "kv").at("/status/updateRevision");
            change(spec -> variable(spec, value));
            awaitSet(set -> !set.at("/status/updateRevision").equals(before));
            awaitUpdated();
        }

        bench.awaitAll(ResourceTypes.CONTROLLER_REVISION, all -> all.size() == 2);

        assertThat(revisions()).containsExactly(3L, 4L);
    }

    @Test
    void aPodThatIsDeletedComesBackAsWhatItWas() throws Exception {
        bench.create(SET + CLAIMS);
        awaitReady(3);
        var before = pod("kv-1");
        var claim = Metadata.uid(bench.get(ResourceTypes.PERSISTENT_VOLUME_CLAIM, "data-kv-1"));

        bench.delete(ResourceTypes.POD, "kv-1");
        var after = bench.await(ResourceTypes.POD, "kv-1",
                pod -> !Metadata.uid(pod).equals(Metadata.uid(before)) && Workbench.isReady(pod));

        assertThat(Metadata.labels(after)).isEqualTo(Metadata.labels(before));
        assertThat(after.at("/spec/hostname").asText()).isEqualTo("kv-1");
        assertThat(after.at("/spec/subdomain").asText()).isEqualTo("kv-headless");
        assertThat(Metadata.uid(bench.get(ResourceTypes.PERSISTENT_VOLUME_CLAIM, "data-kv-1"))).isEqualTo(claim);
    }

    @Test
    void anOrphanedPodOutlivesItsSet() throws Exception {
        bench.create(SET);
        awaitReady(3);

        bench.delete(ResourceTypes.STATEFUL_SET, "kv", Propagation.ORPHAN);
        bench.awaitGone(ResourceTypes.STATEFUL_SET, "kv");

        assertThat(bench.list(ResourceTypes.POD)).hasSize(3).allMatch(
                pod -> !Metadata.isTerminating(pod) && pod.at("/metadata/ownerReferences").isEmpty());
    }
}
