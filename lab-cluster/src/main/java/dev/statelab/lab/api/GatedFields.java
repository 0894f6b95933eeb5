package dev.statelab.lab.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/** Drops the fields of features that are off, as {@code strategy.go} of their type does: silently. */
record GatedFields(Set<FeatureGate> on) {

    private static final String MAX_UNAVAILABLE = "/spec/updateStrategy/rollingUpdate/maxUnavailable";

    GatedFields {
        on = Set.copyOf(on);
    }

    /** @param present empty for a new object; a field that it has stays */
    void drop(ResourceType type, ObjectNode next, Optional<ObjectNode> present) {
        boolean inUse = present.filter(object -> object.at(MAX_UNAVAILABLE).isValueNode()).isPresent();
        if (type.equals(ResourceTypes.STATEFUL_SET) && !on.contains(FeatureGate.MAX_UNAVAILABLE_STATEFUL_SET) && !inUse
                && next.at("/spec/updateStrategy/rollingUpdate") instanceof ObjectNode rollingUpdate) {
            rollingUpdate.remove("maxUnavailable");
        }
    }
}
