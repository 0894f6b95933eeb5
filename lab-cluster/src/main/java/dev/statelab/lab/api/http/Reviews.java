package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Answers to who may do what: whoever has the cluster's token may do everything. */
final class Reviews {

    /** By plural name. */
    static final Map<String, String> KINDS = Collections.unmodifiableMap(new TreeMap<>(Map.of(
            "selfsubjectaccessreviews", "SelfSubjectAccessReview",
            "selfsubjectrulesreviews", "SelfSubjectRulesReview")));

    private Reviews() {}

    static Optional<String> kind(String plural) {
        return Optional.ofNullable(KINDS.get(plural));
    }

    static ObjectNode answer(String kind, ObjectNode review) {
        ObjectNode answer = review.deepCopy();
        answer.put("kind", kind).put("apiVersion", "authorization.k8s.io/v1");
        answer.withObjectProperty("metadata").putNull("creationTimestamp");
        ObjectNode status = answer.putObject("status");
        if (kind.equals("SelfSubjectAccessReview")) {
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
