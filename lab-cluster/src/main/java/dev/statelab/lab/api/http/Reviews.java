package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import java.util.stream.Stream;

/** Answers to who may do what: whoever has the cluster's token may do everything. */
final class Reviews {

    private Reviews() {}

    static ObjectNode answer(ResourceType type, ObjectNode review) {
        ObjectNode answer = review.deepCopy();
        answer.put("kind", type.kind()).put("apiVersion", type.apiVersion());
        answer.withObjectProperty("metadata").putNull("creationTimestamp");
        ObjectNode status = answer.putObject("status");
        if (type.equals(ResourceTypes.SELF_SUBJECT_ACCESS_REVIEW)) {
            status.put("allowed", true).put("reason", "the lab cluster's token allows everything");
        } else {
            addRules(status);
        }
        return answer;
    }

    private static void addRules(ObjectNode status) {
        ObjectNode resources = status.putArray("resourceRules").addObject();
        Stream.of("verbs", "apiGroups", "resources").forEach(field -> resources.putArray(field).add("*"));
        ObjectNode others = status.putArray("nonResourceRules").addObject();
        Stream.of("verbs", "nonResourceURLs").forEach(field -> others.putArray(field).add("*"));
        status.put("incomplete", false);
    }
}
