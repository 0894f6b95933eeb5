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
import dev.statelab.lab.container.image.Image;
import dev.statelab.lab.container.process.Program;
import dev.statelab.lab.container.process.Surroundings;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Does on the lab cluster what was recorded on a real one, in the same order, and compares what happened. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimelineTest {

    private static final double SPEED = 10;
    private static final String PARALLEL = "apply-parallel-3";
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

    /** The recorded application: it ends only when it is killed. */
    private static final class Stubborn implements Program {

        @Override
        public int run(Surroundings surroundings) throws InterruptedException {
            new CountDownLatch(1).await();
            return 0;
        }

        @Override
        public boolean endsOnTerminateAsFirst() {
            return false;
        }
    }

    /** A change of a cluster. */
    @FunctionalInterface
    private interface Step {
        void take(Api api) throws ApiException;
    }

    @BeforeAll
    void runEverything() throws Exception {
        var options = LabOptions.defaults().withSpeed(SPEED).withImage("kvstore",
                Image.application("kvstore", new Stubborn()));
        try (var lab = LabCluster.start(options)) {
            var ordered = "rec-healthy";
            record(lab, ordered, "apply-ordered-ready-3", api -> apply(api, ordered, Manifests.yaml(SET)));
            record(lab, ordered, "delete-pod-0",
                    api -> api.delete(ResourceTypes.POD, ordered, "kv-0", DeleteOptions.DEFAULT));
            record(lab, ordered, "scale-3-to-1", api -> change(api, ordered, spec -> spec.put("replicas", 1)));
            record(lab, ordered, "scale-1-to-3", api -> change(api, ordered, spec -> spec.put("replicas", 3)));
            record(lab, ordered, "rolling-update", api -> change(api, ordered, TimelineTest::newTemplate));
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
                && lastCount(timeline.endpoints()) == lastCount(expected.endpoints())
                && timeline.milestones().size() >= expected.milestones().size()
                && count(timeline.events()) >= count(expected.events());
    }

    private static boolean endsLike(List<String> sequence, List<String> expected) {
        return !sequence.isEmpty() && sequence.size() >= Math.min(2, expected.size())
                && sequence.getLast().equals(expected.getLast());
    }

    private static int lastCount(List<String> endpoints) {
        return endpoints.isEmpty() ? 0 : endpoints.getLast().split(",").length;
    }

    private static int count(Map<String, List<String>> sequences) {
        return sequences.values().stream().mapToInt(Collection::size).sum();
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

    private static void newTemplate(ObjectNode spec) {
        var containers = spec.withObjectProperty("template").withObjectProperty("spec").withArrayProperty("containers");
        ((ObjectNode) containers.get(0)).withArrayProperty("env").addObject().put("name", "REV").put("value", "2");
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
        return compare((lab, real) -> assertThat(real.endpoints()).containsSubsequence(lab.endpoints()), PARALLEL);
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
        return compare((lab, real) -> assertThat(lab.milestones()).isEqualTo(real.milestones()), PARALLEL);
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
