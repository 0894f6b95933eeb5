package dev.statelab.lab.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.lab.LabCluster;
import dev.statelab.lab.LabOptions;
import dev.statelab.lab.api.ResourceTypes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Each recorded solution, applied to a lab cluster, comes to what it came to on a real one: {@link Story} says what is
 * compared. The states that others led to are compared in {@code TimelineTest}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RecordedFaultsTest {

    private static final double SPEED = 5;
    private static final List<String> STATES = List.of("healthy-3", "err-image-never-pull", "image-pull-backoff",
            "crash-loop-backoff", "init-crash-loop", "oom-killed", "create-container-config-error",
            "run-as-non-root-refused", "not-ready", "pvc-pending-no-storageclass", "unschedulable",
            "empty-dir-instead-of-claims", "wrong-service-name");

    private final Map<String, Future<List<String>>> differences = new LinkedHashMap<>();
    private final ExecutorService watchers = Executors.newVirtualThreadPerTaskExecutor();
    private LabCluster lab;

    /** All at once: each of them takes as long as the recording. */
    @BeforeAll
    void applyAll() {
        lab = LabCluster.start(LabOptions.defaults().withSpeed(SPEED).withImage("kvstore",
                RecordedApplication.image()));
        STATES.forEach(state -> differences.put(state, watchers.submit(() -> {
            var recorded = RecordedState.named(state);
            var namespace = LabNamespace.create(lab.api(), recorded.namespace());
            namespace.apply(recorded.solution());
            return namespace.differencesFrom(state);
        })));
    }

    @AfterAll
    void close() {
        lab.close();
        watchers.close();
    }

    @Test
    void aMountThatNoVolumeHasIsReported() throws Exception {
        // given
        var namespace = LabNamespace.create(lab.api(), "rec-errors");

        // when
        namespace.apply(List.of(RecordedState.sent("create-volume-mount-unknown-201")));

        // then
        assertThat(namespace.differencesFrom(RecordedState.listed("list-events-volume-mount-unknown").story(),
                List.of(ResourceTypes.EVENT))).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> becomesAsRecorded() {
        return differences.entrySet().stream()
                .map(state -> DynamicTest.dynamicTest(state.getKey(),
                        () -> assertThat(state.getValue().get()).isEmpty()));
    }
}
