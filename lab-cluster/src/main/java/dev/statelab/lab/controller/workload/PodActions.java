package dev.statelab.lab.controller.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.DeleteOptions;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.controller.ObjectMeta;
import dev.statelab.lab.controller.OwnerReference;
import dev.statelab.lab.event.EventRecorder;
import dev.statelab.lab.event.EventSource;
import dev.statelab.lab.event.EventType;
import dev.statelab.lab.event.ObjectReference;
import java.util.Optional;
import java.util.Set;

/** Makes and deletes pods for an owner, and says so in its events, in the words of {@code controller_utils.go}. */
public final class PodActions {

    private static final Set<String> TEMPLATE_METADATA = Set.of("labels", "annotations", "finalizers");

    private final Api api;
    private final EventRecorder events;
    private final EventSource source;

    /** @param component such as {@code replicaset-controller} */
    public PodActions(Api api, EventRecorder events, String component) {
        this.api = api;
        this.events = events;
        this.source = EventSource.controller(component);
    }

    /** A pod of a template that belongs to an owner, with a name that starts with the owner's. */
    public static ObjectNode fromTemplate(ObjectNode owner, JsonNode template) {
        var meta = new ObjectMeta(owner);
        var pod = JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "Pod");
        var metadata = pod.putObject("metadata").put("generateName", meta.name() + "-")
                .put("namespace", meta.namespace());
        template.path("metadata").forEachEntry((field, value) -> {
            if (TEMPLATE_METADATA.contains(field)) {
                metadata.set(field, value.deepCopy());
            }
        });
        metadata.putArray("ownerReferences").add(OwnerReference.toController(owner).json());
        pod.set("spec", template.path("spec").deepCopy());
        return pod;
    }

    public void create(ObjectNode owner, ObjectNode pod) throws ApiException {
        try {
            var created = api.create(ResourceTypes.POD, Metadata.namespace(owner), pod);
            report(owner, EventType.NORMAL, "SuccessfulCreate", "Created pod: " + Metadata.name(created));
        } catch (ApiException refused) {
            report(owner, EventType.WARNING, "FailedCreate", "Error creating: " + refused.getMessage());
            throw refused;
        }
    }

    public void delete(ObjectNode owner, WorkloadPod pod) throws ApiException {
        try {
            api.delete(ResourceTypes.POD, pod.meta().namespace(), pod.meta().name(), new DeleteOptions(
                    Optional.empty(), Optional.of(pod.meta().uid()), Optional.empty(),
                    DeleteOptions.Propagation.BACKGROUND));
            report(owner, EventType.NORMAL, "SuccessfulDelete", "Deleted pod: " + pod.meta().name());
        } catch (ApiException refused) {
            report(owner, EventType.WARNING, "FailedDelete", "Error deleting: " + refused.getMessage());
            throw refused;
        }
    }

    /** An event about the owner. */
    public void report(ObjectNode owner, EventType type, String reason, String message) {
        events.record(source, ObjectReference.to(owner), type, reason, message);
    }
}
