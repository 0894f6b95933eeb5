package dev.statelab.lab.kubelet;

import dev.statelab.lab.event.EventRecorder;
import dev.statelab.lab.event.EventSource;
import dev.statelab.lab.event.EventType;
import dev.statelab.lab.event.ObjectReference;

/** What a kubelet reports about pods and containers. */
final class PodEvents {

    private final EventRecorder recorder;
    private final EventSource source;

    PodEvents(EventRecorder recorder, String node) {
        this.recorder = recorder;
        this.source = new EventSource("kubelet", node);
    }

    void normal(Pod pod, ContainerDefinition container, String reason, String message) {
        recorder.record(source, ObjectReference.to(pod.json(), container.fieldPath()), EventType.NORMAL, reason,
                message);
    }

    void warning(Pod pod, ContainerDefinition container, String reason, String message) {
        recorder.record(source, ObjectReference.to(pod.json(), container.fieldPath()), EventType.WARNING, reason,
                message);
    }

    void normal(Pod pod, String reason, String message) {
        recorder.record(source, ObjectReference.to(pod.json()), EventType.NORMAL, reason, message);
    }

    void warning(Pod pod, String reason, String message) {
        recorder.record(source, ObjectReference.to(pod.json()), EventType.WARNING, reason, message);
    }
}
