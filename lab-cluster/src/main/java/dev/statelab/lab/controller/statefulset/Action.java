package dev.statelab.lab.controller.statefulset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.controller.OwnerReference;
import java.util.List;

/** One thing that the controller does for a set. */
sealed interface Action {

    /** Makes one claim of a pod. */
    record CreateClaim(ClaimTemplate template, int ordinal) implements Action {}

    /**
     * Makes a pod.
     *
     * @param revision the name of the revision that it is made from
     */
    record CreatePod(int ordinal, String revision) implements Action {}

    record DeletePod(SetPod pod) implements Action {}

    /** Gives a pod back the labels that say which one it is. */
    record RestoreIdentity(SetPod pod) implements Action {}

    /** Says whose deletion deletes a claim. */
    record SetClaimOwners(ObjectNode claim, List<OwnerReference> owners) implements Action {

        public SetClaimOwners {
            owners = List.copyOf(owners);
        }
    }
}
