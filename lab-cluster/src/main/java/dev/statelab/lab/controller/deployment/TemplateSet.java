package dev.statelab.lab.controller.deployment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.controller.ObjectMeta;
import dev.statelab.lab.controller.workload.TemplateHash;
import java.util.Optional;

/** A ReplicaSet of a Deployment: the pods of one state of its template. */
record TemplateSet(ObjectNode object) {

    static final String HASH_LABEL = "pod-template-hash";
    static final String REVISION = "deployment.kubernetes.io/revision";
    static final String DESIRED = "deployment.kubernetes.io/desired-replicas";
    static final String MAXIMUM = "deployment.kubernetes.io/max-replicas";

    ObjectMeta meta() {
        return new ObjectMeta(object);
    }

    String name() {
        return meta().name();
    }

    /** How many pods it is to have. */
    int replicas() {
        return object.path("spec").path("replicas").asInt();
    }

    /** How many it has. */
    int present() {
        return object.path("status").path("replicas").asInt();
    }

    int ready() {
        return object.path("status").path("readyReplicas").asInt();
    }

    int available() {
        return object.path("status").path("availableReplicas").asInt();
    }

    long revision() {
        var revision = meta().annotations().getOrDefault(REVISION, "0");
        return revision.matches("\\d{1,18}") ? Long.parseLong(revision) : 0;
    }

    /** How many replicas the Deployment had when this set last got its own. */
    Optional<Integer> desired() {
        return count(DESIRED);
    }

    /** How many pods the Deployment might have had then, those of an update included. */
    Optional<Integer> maximum() {
        return count(MAXIMUM);
    }

    private Optional<Integer> count(String annotation) {
        return Optional.ofNullable(meta().annotations().get(annotation)).filter(text -> text.matches("\\d{1,9}"))
                .map(Integer::valueOf);
    }

    String created() {
        return object.path("metadata").path("creationTimestamp").asText();
    }

    /** Whether it has the Deployment's template, but for the label that tells the templates apart. */
    boolean isOf(Deployment deployment) {
        ObjectNode own = object.path("spec").path("template").deepCopy();
        own.withObjectProperty("metadata").withObjectProperty("labels").remove(HASH_LABEL);
        return TemplateHash.canonical(own).equals(TemplateHash.canonical(deployment.template()));
    }
}
