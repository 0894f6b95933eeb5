package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.DeleteOptions;
import dev.statelab.lab.api.ResourceTypes;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Writes what a kubelet knows of its pods to the API server. */
final class PodStore {

    private static final int CONFLICT = 409;

    private final Api api;

    PodStore(Api api) {
        this.api = api;
    }

    /**
     * Writes a status unless it is stored already; a pod that has gone has none.
     *
     * @param status makes it from the pod as it is stored
     */
    void writeStatus(Pod pod, UnaryOperator<ObjectNode> status) {
        while (true) {
            var stored = api.find(ResourceTypes.POD, pod.namespace(), pod.name())
                    .filter(found -> new Pod(found).uid().equals(pod.uid()));
            if (stored.isEmpty()) {
                return;
            }
            var wanted = status.apply(stored.get());
            if (wanted.equals(stored.get().path("status"))) {
                return;
            }
            var changed = stored.get().deepCopy();
            changed.set("status", wanted);
            try {
                api.updateStatus(ResourceTypes.POD, pod.namespace(), changed);
                return;
            } catch (ApiException refused) {
                if (refused.code() != CONFLICT) {
                    return;
                }
            }
        }
    }

    /** Removes a pod that has stopped; it may have gone already. */
    void remove(Pod pod) {
        try {
            api.delete(ResourceTypes.POD, pod.namespace(), pod.name(), new DeleteOptions(Optional.of(0L),
                    Optional.of(pod.uid()), Optional.empty(), DeleteOptions.Propagation.BACKGROUND));
        } catch (ApiException gone) {
            // Somebody else has deleted it for good: that was the aim.
        }
    }
}
