package dev.statelab.lab.controller.statefulset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A set's {@code status}. */
record SetStatus(
        long observedGeneration,
        int replicas,
        int readyReplicas,
        int currentReplicas,
        int updatedReplicas,
        int availableReplicas,
        String currentRevision,
        String updateRevision,
        int collisionCount) {

    static SetStatus of(JsonNode json) {
        return new SetStatus(json.path("observedGeneration").asLong(), json.path("replicas").asInt(),
                json.path("readyReplicas").asInt(), json.path("currentReplicas").asInt(),
                json.path("updatedReplicas").asInt(), json.path("availableReplicas").asInt(),
                json.path("currentRevision").asText(), json.path("updateRevision").asText(),
                json.path("collisionCount").asInt());
    }

    SetStatus withCurrentReplicas(int count) {
        return new SetStatus(observedGeneration, replicas, readyReplicas, count, updatedReplicas, availableReplicas,
                currentRevision, updateRevision, collisionCount);
    }

    /** The update is complete: from now on its revision is the current one. */
    SetStatus completed() {
        return new SetStatus(observedGeneration, replicas, readyReplicas, updatedReplicas, updatedReplicas,
                availableReplicas, updateRevision, updateRevision, collisionCount);
    }

    /** Counts that are zero are left out, but for the two that Kubernetes always shows. */
    ObjectNode json() {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("observedGeneration", observedGeneration).put("replicas", replicas);
        putUnlessZero(json, "readyReplicas", readyReplicas);
        putUnlessZero(json, "currentReplicas", currentReplicas);
        putUnlessZero(json, "updatedReplicas", updatedReplicas);
        return json.put("currentRevision", currentRevision).put("updateRevision", updateRevision)
                .put("collisionCount", collisionCount).put("availableReplicas", availableReplicas);
    }

    private static void putUnlessZero(ObjectNode json, String name, int count) {
        if (count != 0) {
            json.put(name, count);
        }
    }
}
