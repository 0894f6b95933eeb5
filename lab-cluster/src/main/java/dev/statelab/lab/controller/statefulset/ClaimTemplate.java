package dev.statelab.lab.controller.statefulset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One of a set's {@code volumeClaimTemplates}. */
record ClaimTemplate(JsonNode json) {

    /** Also the name of the volume in the pods. */
    String name() {
        return json.path("metadata").path("name").asText();
    }

    String claimName(StatefulSet set, int ordinal) {
        return name() + "-" + set.podName(ordinal);
    }

    /** The claim of one pod: it has the template's labels, and those that the set selects. */
    ObjectNode claim(StatefulSet set, int ordinal) {
        var claim = JsonNodeFactory.instance.objectNode();
        claim.put("apiVersion", "v1").put("kind", "PersistentVolumeClaim");
        var metadata = claim.putObject("metadata");
        metadata.put("name", claimName(set, ordinal)).put("namespace", set.meta().namespace());
        var labels = metadata.putObject("labels");
        json.path("metadata").path("labels").forEachEntry(labels::set);
        set.matchLabels().forEach(labels::put);
        var annotations = json.path("metadata").path("annotations");
        if (!annotations.isEmpty()) {
            metadata.set("annotations", annotations.deepCopy());
        }
        claim.set("spec", json.path("spec").deepCopy());
        return claim;
    }
}
