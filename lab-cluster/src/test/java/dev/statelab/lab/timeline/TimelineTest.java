package dev.statelab.lab.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.LabCluster;
import dev.statelab.lab.LabOptions;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.DeleteOptions;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.story.LabNamespace;
import dev.statelab.lab.story.RecordedApplication;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Does on the lab cluster what was recorded on a real one, in the same order, and compares what happened:
 * <ul>
 * <li>for each object, the sequence of its states: a pod's phase, node, conditions and end; a claim's phase, volume and
 * annotations; a pod's endpoint;
 * <li>what each component said about each object, in its order;
 * <li>the set's status, and the Service's endpoints: a controller may see two changes as one, so that a state is
 * skipped, but it shows none that was not recorded, nor another order;
 * <li>across objects, when claims and pods came, became ready, and went. Kubernetes promises no such order for the pods
 * of a parallel set, nor for those that the garbage collector deletes with their set: there only what happened counts.
 * </ul>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimelineTest {

    private static final double SPEED = 5;
    private static final String PARALLEL = "apply-parallel-3";
    private static final String DELETED = "delete-statefulset";
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
                  containers:
                    - name: app
                      image: kvstore:latest
                      imagePullPolicy: Never
                      ports: [{containerPort: 5000}]
                      env: [{name: POD_NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]
                      volumeMounts: [{name: data, mountPath: /data}]
              volumeClaimTemplates:
                - metadata: {name: data}
                  spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Mi}}}
            """;
    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: kv-headless}
            spec: {clusterIP: None, selector: {app: kv}, ports: [{name: http, port: 5000}]}
            """;

    private final Map<String, Timeline> timelines = new HashMap<>();
    private final Map<String, List<String>> differences = new TreeMap<>();

    /** A change of a cluster. */
    @FunctionalInterface
    private interface Step {
        void take(Api api) throws ApiException;
    }

    @BeforeAll
    void runEverything() throws Exception {
        var options = LabOptions.defaults().withSpeed(SPEED).withImage("kvstore", RecordedApplication.image());
        try (var lab = LabCluster.start(options)) {
            var ordered = "rec-healthy";
            record(lab, ordered, "apply-ordered-ready-3", api -> apply(api, ordered, Manifests.yaml(SET)));
            record(lab, ordered, "delete-pod-0",
                    api -> api.delete(ResourceTypes.POD, ordered, "kv-0", DeleteOptions.DEFAULT));
            record(lab, ordered, "scale-3-to-1", api -> change(api, ordered, spec -> spec.put("replicas", 1)));
            compare(lab, ordered, "scaled-down-pvcs-kept");
            record(lab, ordered, "scale-1-to-3", api -> change(api, ordered, spec -> spec.put("replicas", 3)));
            record(lab, ordered, "rolling-update", api -> change(api, ordered, spec -> setVariable(spec, "2")));
            change(lab.api(), ordered, TimelineTest::partition);
            awaitObserved(lab.api(), ordered);
            record(lab, ordered, "rolling-update-partition-2",
                    api -> change(api, ordered, spec -> setVariable(spec, "3")));
            compare(lab, ordered, "partitioned-update");
            record(lab, ordered, DELETED,
                    api -> api.delete(ResourceTypes.STATEFUL_SET, ordered, "kv", DeleteOptions.DEFAULT));
            compare(lab, ordered, "statefulset-deleted-pvcs-kept");
            var parallel = Manifests.yaml(SET);
            parallel.withObjectProperty("spec").put("podManagementPolicy", "Parallel");
            record(lab, "rec-parallel", PARALLEL, api -> apply(api, "rec-parallel", parallel));
        }
    }

    private void record(LabCluster lab, String namespace, String name, Step step) throws Exception {
        var expected = Timeline.recorded(name);
        try (var recorder = TimelineRecorder.start(lab.api(), namespace, timeline -> isLike(timeline, expected))) {
            step.take(lab.api());
            timelines.put(name, recorder.await());
        }
    }

    /** Whether all that is to come has come: then the order of it can be compared. */
    private static boolean isLike(Timeline timeline, Timeline expected) {
        return endsLike(timeline.status(), expected.status())
                && last(timeline.endpointsByPod()).equals(last(expected.endpointsByPod()))
                && timeline.milestones().size() >= expected.milestones().size()
                && count(timeline.events()) >= count(expected.events());
    }

    private static boolean endsLike(List<String> sequence, List<String> expected) {
        return !sequence.isEmpty() && sequence.size() >= Math.min(2, expected.size())
                && sequence.getLast().equals(expected.getLast());
    }

    private static Map<String, String> last(Map<String, List<String>> sequences) {
        return sequences.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, sequence -> sequence.getValue().getLast()));
    }

    private static int count(Map<String, List<String>> sequences) {
        return sequences.values().stream().mapToInt(Collection::size).sum();
    }

    private void compare(LabCluster lab, String namespace, String state) throws Exception {
        differences.put(state, new LabNamespace(lab.api(), namespace).differencesFrom(state));
    }

    private static void apply(Api api, String namespace, ObjectNode set) throws ApiException {
        if (api.find(ResourceTypes.NAMESPACE, "", namespace).isEmpty()) {
            api.create(ResourceTypes.NAMESPACE, "", Manifests.namespace(namespace));
        }
        api.create(ResourceTypes.SERVICE, namespace, Manifests.yaml(SERVICE));
        api.create(ResourceTypes.STATEFUL_SET, namespace, set);
    }

    private static void change(Api api, String namespace, Consumer<ObjectNode> change) throws ApiException {
        var set = api.find(ResourceTypes.STATEFUL_SET, namespace, "kv").orElseThrow().deepCopy();
        set.withObjectProperty("metadata").remove("resourceVersion");
        change.accept(set.withObjectProperty("spec"));
        api.update(ResourceTypes.STATEFUL_SET, namespace, set);
    }

    /** The recording began when the controller had taken note of the partition. */
    private static void awaitObserved(Api api, String namespace) throws Exception {
        var observed = new CountDownLatch(1);
        try (var _ = api.watch(ResourceTypes.STATEFUL_SET, namespace, "", event -> {
            if (event.object().at("/metadata/generation").asLong() == event.object().at("/status/observedGeneration")
                    .asLong()) {
                observed.countDown();
            }
        })) {
            assertThat(observed.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void partition(ObjectNode spec) {
        spec.withObjectProperty("updateStrategy").withObjectProperty("rollingUpdate").put("partition", 2);
    }

    private static void setVariable(ObjectNode spec, String value) {
        var containers = spec.withObjectProperty("template").withObjectProperty("spec").withArrayProperty("containers");
        var variables = ((ObjectNode) containers.get(0)).withArrayProperty("env");
        variables.removeIf(variable -> variable.path("name").asText().equals("REV"));
        variables.addObject().put("name", "REV").put("value", value);
    }

    @TestFactory
    Stream<DynamicTest> everyPodGoesThroughTheRecordedStates() {
        return compare((lab, real) -> assertThat(lab.pods()).isEqualTo(real.pods()));
    }

    @TestFactory
    Stream<DynamicTest> everyClaimGoesThroughTheRecordedStates() {
        return compare((lab, real) -> assertThat(lab.claims()).isEqualTo(real.claims()));
    }

    /** A controller may see two changes as one, so a state may be skipped; none may be invented, or come too early. */
    @TestFactory
    Stream<DynamicTest> theStatusShowsOnlyRecordedCountsInTheirOrder() {
        return compare((lab, real) -> assertThat(real.status()).containsSubsequence(lab.status()));
    }

    @TestFactory
    Stream<DynamicTest> theEndpointsShowOnlyRecordedStatesInTheirOrder() {
        return compare((lab, real) -> assertThat(real.endpoints()).containsSubsequence(lab.endpoints()), PARALLEL,
                DELETED);
    }

    @TestFactory
    Stream<DynamicTest> everyEndpointGoesThroughRecordedStatesToTheLast() {
        return compare((lab, real) -> {
            assertThat(lab.endpointsByPod()).containsOnlyKeys(real.endpointsByPod().keySet());
            lab.endpointsByPod().forEach((pod, states) -> {
                var recorded = real.endpointsByPod().getOrDefault(pod, List.of());
                assertThat(recorded).containsSubsequence(states);
                assertThat(states).endsWith(recorded.getLast());
            });
        });
    }

    @TestFactory
    Stream<DynamicTest> everyComponentSaysTheRecordedThings() {
        return compare((lab, real) -> assertThat(lab.events()).isEqualTo(real.events()), PARALLEL);
    }

    /** Which pod of a parallel set is the first one is up to luck. */
    @Test
    void aParallelSetCausesTheRecordedEventsInAnyOrder() {
        assertThat(inAnyOrder(lab(PARALLEL).events())).isEqualTo(inAnyOrder(Timeline.recorded(PARALLEL).events()));
    }

    private static Map<String, List<String>> inAnyOrder(Map<String, List<String>> sequences) {
        return sequences.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                sequence -> sequence.getValue().stream().sorted().toList()));
    }

    @TestFactory
    Stream<DynamicTest> podsAndClaimsComeAndGoInTheRecordedOrder() {
        return compare((lab, real) -> assertThat(lab.milestones()).isEqualTo(real.milestones()), PARALLEL, DELETED);
    }

    @Test
    void podsThatGoWithTheirSetGoInAnyOrder() {
        assertThat(lab(DELETED).milestones())
                .containsExactlyInAnyOrderElementsOf(Timeline.recorded(DELETED).milestones());
    }

    @TestFactory
    Stream<DynamicTest> whatIsThereInTheEndIsAsRecorded() {
        return differences.entrySet().stream().map(state -> DynamicTest.dynamicTest(state.getKey(),
                () -> assertThat(state.getValue()).isEmpty()));
    }

    /** What is compared. */
    @FunctionalInterface
    private interface Comparison {
        void compare(Timeline lab, Timeline real);
    }

    private Timeline lab(String name) {
        return timelines.getOrDefault(name, new Timeline(List.of()));
    }

    private Stream<DynamicTest> compare(Comparison comparison, String... without) {
        return new TreeSet<>(timelines.keySet()).stream().filter(name -> !List.of(without).contains(name))
                .map(name -> DynamicTest.dynamicTest(name,
                        () -> comparison.compare(lab(name), Timeline.recorded(name))));
    }
}
