package dev.statelab.lab.scheduler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.event.EventRecorder;
import dev.statelab.lab.event.EventSource;
import dev.statelab.lab.event.EventType;
import dev.statelab.lab.event.ObjectReference;
import dev.statelab.lab.time.LabClock;
import java.util.Optional;

/**
 * Writes the scheduler's verdicts. What changed meanwhile is not written: its watch event brings the pod back to the
 * scheduler.
 */
final class Assignments {

    private static final String CONDITION = "PodScheduled";

    private final Api api;
    private final LabClock clock;
    private final EventRecorder events;
    private final EventSource source;

    Assignments(Api api, LabClock clock, EventRecorder events, String scheduler) {
        this.api = api;
        this.clock = clock;
        this.events = events;
        this.source = new EventSource(scheduler, scheduler + "-lab");
    }

    /** @return the pod with its node; empty where it has changed or gone */
    Optional<ObjectNode> bind(ObjectNode pod, String node) {
        var assigned = pod.deepCopy();
        assigned.withObjectProperty("spec").put("nodeName", node);
        condition(assigned, "True", Metadata.time(clock.now()));
        try {
            var bound = api.bind(Metadata.namespace(pod), assigned);
            events.recordAction(source, ObjectReference.to(pod), EventType.NORMAL, "Binding", "Scheduled",
                    "Successfully assigned " + Metadata.namespace(pod) + "/" + Metadata.name(pod) + " to " + node);
            return Optional.of(bound);
        } catch (ApiException changedOrGone) {
            return Optional.empty();
        }
    }

    /** @return the claim that knows its node; empty where it has changed or gone */
    Optional<ObjectNode> selectNode(ObjectNode claim, String node) {
        var annotated = claim.deepCopy();
        annotated.withObjectProperty("metadata").withObjectProperty("annotations").put(ClaimNeeds.SELECTED_NODE, node);
        try {
            return Optional
                    .of(api.update(ResourceTypes.PERSISTENT_VOLUME_CLAIM, Metadata.namespace(claim), annotated));
        } catch (ApiException changedOrGone) {
            return Optional.empty();
        }
    }

    /** Says once why the pod has no node; again only when the reason is another. */
    void refuse(ObjectNode pod, String message) {
        var conditions = pod.path("status").path("conditions");
        var known = conditions.valueStream().filter(condition -> condition.path("type").asText().equals(CONDITION))
                .findFirst();
        if (known.filter(condition -> condition.path("message").asText().equals(message)).isPresent()) {
            return;
        }
        var refused = pod.deepCopy();
        var since = known.map(condition -> condition.path("lastTransitionTime").asText())
                .orElseGet(() -> Metadata.time(clock.now()));
        condition(refused, "False", since).put("reason", "Unschedulable").put("message", message);
        try {
            api.updateStatus(ResourceTypes.POD, Metadata.namespace(pod), refused);
            events.recordAction(source, ObjectReference.to(pod), EventType.WARNING, "Scheduling", "FailedScheduling",
                    message);
        } catch (ApiException changedOrGone) {
            // Its watch event brings the pod back here.
        }
    }

    private static ObjectNode condition(ObjectNode pod, String status, String since) {
        var conditions = pod.withObjectProperty("status").withArrayProperty("conditions");
        conditions.removeIf(condition -> condition.path("type").asText().equals(CONDITION));
        return conditions.addObject().put("type", CONDITION).put("status", status).putNull("lastProbeTime")
                .put("lastTransitionTime", since);
    }
}
