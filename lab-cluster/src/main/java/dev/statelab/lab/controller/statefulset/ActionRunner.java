package dev.statelab.lab.controller.statefulset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.DeleteOptions;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.event.EventRecorder;
import dev.statelab.lab.event.EventSource;
import dev.statelab.lab.event.EventType;
import dev.statelab.lab.event.ObjectReference;
import java.util.Optional;

/** Carries out a plan, and reports it in events with Kubernetes' own words. */
final class ActionRunner {

    private static final EventSource SOURCE = EventSource.controller("statefulset-controller");

    private final Api api;
    private final EventRecorder events;

    ActionRunner(Api api, EventRecorder events) {
        this.api = api;
        this.events = events;
    }

    /** A request to the API server. */
    @FunctionalInterface
    private interface Call {
        void send() throws ApiException;
    }

    void run(StatefulSet set, SetRevisions revisions, Action action) throws ApiException {
        var namespace = set.meta().namespace();
        switch (action) {
            case Action.CreateClaim(ClaimTemplate template, int ordinal) -> {
                var claim = template.claim(set, ordinal);
                var what = "Claim " + template.claimName(set, ordinal) + " Pod " + set.podName(ordinal);
                report(set, "Create", "create " + what, "success",
                        () -> api.create(ResourceTypes.PERSISTENT_VOLUME_CLAIM, namespace, claim));
            }
            case Action.CreatePod(int ordinal, String revision) -> {
                var pod = PodFactory.pod(set, revisions.named(revision), ordinal);
                report(set, "Create", "create Pod " + set.podName(ordinal), "successful",
                        () -> api.create(ResourceTypes.POD, namespace, pod));
            }
            case Action.DeletePod(SetPod pod) -> report(set, "Delete", "delete Pod " + pod.name(), "successful",
                    () -> delete(namespace, pod));
            case Action.RestoreIdentity(SetPod pod) -> {
                var changed = pod.object().deepCopy();
                PodFactory.identify(changed, pod.ordinal());
                report(set, "Update", "update Pod " + pod.name(), "successful",
                        () -> api.update(ResourceTypes.POD, namespace, changed));
            }
            case Action.SetClaimOwners(ObjectNode claim, var owners) -> {
                var changed = claim.deepCopy();
                var references = changed.withObjectProperty("metadata").putArray("ownerReferences");
                owners.forEach(owner -> references.add(owner.json()));
                api.update(ResourceTypes.PERSISTENT_VOLUME_CLAIM, namespace, changed);
            }
        }
    }

    private void delete(String namespace, SetPod pod) throws ApiException {
        var thisPod = new DeleteOptions(Optional.empty(), Optional.of(pod.meta().uid()),
                Optional.empty(), DeleteOptions.Propagation.BACKGROUND);
        api.delete(ResourceTypes.POD, namespace, pod.name(), thisPod);
    }

    private void report(StatefulSet set, String verb, String what, String success, Call call) throws ApiException {
        var about = ObjectReference.to(set.object());
        var where = what + " in StatefulSet " + Metadata.name(set.object());
        try {
            call.send();
            events.record(SOURCE, about, EventType.NORMAL, "Successful" + verb, where + " " + success);
        } catch (ApiException refused) {
            events.record(SOURCE, about, EventType.WARNING, "Failed" + verb,
                    where + " failed error: " + refused.getMessage());
            throw refused;
        }
    }
}
