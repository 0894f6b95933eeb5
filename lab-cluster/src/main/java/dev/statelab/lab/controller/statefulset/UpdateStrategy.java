package dev.statelab.lab.controller.statefulset;

import com.fasterxml.jackson.databind.JsonNode;

/** What a change of the template does to the pods that are there. */
sealed interface UpdateStrategy {

    /** Nothing, until somebody deletes them. */
    record OnDelete() implements UpdateStrategy {}

    /**
     * They are replaced, the last one first.
     *
     * @param partition pods with a smaller index stay as they are
     * @param maxUnavailable how many pods may be unavailable at a time: a number, or a percentage of the replicas; empty
     *     for one after the other, whatever state the pods before it are in
     */
    record RollingUpdate(int partition, String maxUnavailable) implements UpdateStrategy {

        /** At least one, or an update would never end. */
        int unavailable(int replicas) {
            int most = maxUnavailable.endsWith("%")
                    ? replicas * Integer.parseInt(maxUnavailable.substring(0, maxUnavailable.length() - 1)) / 100
                    : Integer.parseInt(maxUnavailable);
            return Math.max(1, most);
        }
    }

    static UpdateStrategy of(JsonNode json) {
        var rollingUpdate = json.path("rollingUpdate");
        return json.path("type").asText().equals("OnDelete")
                ? new OnDelete()
                : new RollingUpdate(rollingUpdate.path("partition").asInt(),
                        rollingUpdate.path("maxUnavailable").asText(""));
    }
}
