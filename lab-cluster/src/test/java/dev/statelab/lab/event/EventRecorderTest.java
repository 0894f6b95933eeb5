package dev.statelab.lab.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ApiServer;
import dev.statelab.lab.api.DeleteOptions;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.SettableClock;
import dev.statelab.lab.api.TestApi;
import dev.statelab.lab.api.store.ObjectStore;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventRecorderTest {

    private static final EventSource KUBELET = new EventSource("kubelet", "lab");

    private final ApiServer api = TestApi.start(ObjectStore.USUAL_HISTORY);
    private final EventRecorder recorder = new EventRecorder(api, new SettableClock());
    private ObjectReference pod = ObjectReference.to(Manifests.pod("none"));

    @BeforeEach
    void createPod() throws ApiException {
        pod = ObjectReference.to(api.create(ResourceTypes.POD, "default", Manifests.pod("kv-0")),
                "spec.containers{app}");
    }

    @AfterEach
    void closeApi() {
        api.close();
    }

    private void started() {
        recorder.record(KUBELET, pod, EventType.NORMAL, "Started", "Started container app");
    }

    private List<ObjectNode> events() {
        return api.list(ResourceTypes.EVENT, "default").items();
    }

    @Test
    void anEventIsShapedAsRecorded() {
        started();

        var event = events().getFirst().deepCopy();
        event.withObjectProperty("metadata").removeAll();
        event.withObjectProperty("involvedObject").remove(List.of("uid", "resourceVersion"));
        assertThat(event).isEqualTo(Manifests.yaml("""
                apiVersion: v1
                kind: Event
                metadata: {}
                involvedObject:
                  {kind: Pod, namespace: default, name: kv-0, apiVersion: v1, fieldPath: 'spec.containers{app}'}
                reason: Started
                message: Started container app
                source: {component: kubelet, host: lab}
                firstTimestamp: '2026-11-20T19:00:00Z'
                lastTimestamp: '2026-11-20T19:00:00Z'
                eventTime: null
                count: 1
                type: Normal
                reportingComponent: kubelet
                reportingInstance: lab
                """));
    }

    @Test
    void isNamedAfterTheObjectAndTheInstant() {
        started();

        assertThat(events().getFirst().path("metadata").path("name").asText()).matches("kv-0\\.[0-9a-f]{16}");
    }

    @Test
    void aRepetitionRaisesTheCount() {
        started();
        started();

        assertThat(events()).extracting(event -> event.path("count").asInt()).containsExactly(2);
    }

    @Test
    void anotherMessageIsAnotherEvent() {
        started();
        recorder.record(KUBELET, pod, EventType.NORMAL, "Started", "Started container init");

        assertThat(events()).hasSize(2);
    }

    @Test
    void aRepetitionOfADeletedEventIsStoredAnew() throws ApiException {
        started();
        api.delete(ResourceTypes.EVENT, "default", events().getFirst().path("metadata").path("name").asText(),
                DeleteOptions.DEFAULT);
        started();

        assertThat(events()).hasSize(1);
    }

    @Test
    void aSourceFallsSilentAfter25EventsAboutAnObject() {
        for (int i = 0; i < 40; i++) {
            started();
        }

        assertThat(events()).extracting(event -> event.path("count").asInt()).containsExactly(25);
    }

    @Test
    void theSchedulersRepetitionsAreASeries() {
        for (int i = 0; i < 3; i++) {
            recorder.recordAction(new EventSource("default-scheduler", "default-scheduler-vm"), pod,
                    EventType.WARNING, "Scheduling", "FailedScheduling", "0/1 nodes are available");
        }

        assertThat(events()).extracting(event -> event.path("series").path("count").asInt()).containsExactly(2);
    }
}
