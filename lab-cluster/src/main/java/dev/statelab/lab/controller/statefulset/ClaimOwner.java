package dev.statelab.lab.controller.statefulset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.controller.ObjectMeta;
import dev.statelab.lab.controller.OwnerReference;
import java.util.List;
import java.util.stream.Stream;

/** Whose deletion deletes a claim. */
sealed interface ClaimOwner {

    /** The claim stays. */
    record Nobody() implements ClaimOwner {}

    record TheSet() implements ClaimOwner {}

    /** A pod that a scale-down removes. */
    record ThePod(SetPod pod) implements ClaimOwner {}

    /**
     * Who should own the claims of a pod.
     *
     * @param condemned whether a scale-down removes the pod
     */
    static ClaimOwner of(SetPod pod, boolean condemned, RetentionPolicy policy) {
        if (condemned && policy.deletedWithScaleDown()) {
            return new ThePod(pod);
        }
        return policy.deletedWithSet() ? new TheSet() : new Nobody();
    }

    /** The claim's owners as they should be; owners that are neither the set nor the pod stay. */
    default List<OwnerReference> owners(ObjectNode claim, StatefulSet set, SetPod pod) {
        var others = new ObjectMeta(claim).owners().stream()
                .filter(owner -> !owner.uid().equals(set.meta().uid()) && !owner.uid().equals(pod.meta().uid()));
        return switch (this) {
            case Nobody() -> others.toList();
            case TheSet() -> Stream.concat(others, Stream.of(OwnerReference.toController(set.object()))).toList();
            case ThePod(SetPod owner) ->
                Stream.concat(others, Stream.of(OwnerReference.toController(owner.object()))).toList();
        };
    }
}
