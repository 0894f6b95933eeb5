package dev.statelab.core.cluster;

import static java.util.Objects.requireNonNull;

/** What came of the call that deletes a pod. That it was accepted does not mean that the pod is gone already. */
public sealed interface PodDeletion {

    /** The API server accepted the deletion of the pod with this UID. */
    record Accepted(String uid) implements PodDeletion {
        public Accepted {
            requireNonNull(uid, "uid");
        }
    }

    /** There was no pod of that name and UID. */
    record NoSuchPod() implements PodDeletion {}

    /** It could not be found out; the pod may or may not be on its way out. */
    record Unknown(Cause cause) implements PodDeletion {
        public Unknown {
            requireNonNull(cause, "cause");
        }
    }
}
