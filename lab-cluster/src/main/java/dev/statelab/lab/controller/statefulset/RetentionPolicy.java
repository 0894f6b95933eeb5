package dev.statelab.lab.controller.statefulset;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What becomes of claims that are no longer needed; claims are kept unless a set says otherwise.
 *
 * @param deletedWithSet whether the set's deletion deletes them
 * @param deletedWithScaleDown whether a scale-down deletes those of the pods that it removes
 */
record RetentionPolicy(boolean deletedWithSet, boolean deletedWithScaleDown) {

    static RetentionPolicy of(JsonNode json) {
        return new RetentionPolicy(json.path("whenDeleted").asText().equals("Delete"),
                json.path("whenScaled").asText().equals("Delete"));
    }
}
