package dev.statelab.core.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One object as the API server gave it. The tree is never changed: who needs another one copies it.
 *
 * @param json the whole object, with {@code apiVersion}, {@code kind} and {@code metadata.name}
 */
public record KubernetesObject(ObjectNode json) {

    public ResourceKind kind() {
        return new ResourceKind(json.path("apiVersion").asText(), json.path("kind").asText());
    }

    public String name() {
        return metadata("name");
    }

    /** Empty for an object that is in no namespace. */
    public String namespace() {
        return metadata("namespace");
    }

    /** Empty for an object that is only a manifest. */
    public String uid() {
        return metadata("uid");
    }

    /** Empty for an object that is only a manifest. */
    public String resourceVersion() {
        return metadata("resourceVersion");
    }

    /** True once somebody deleted it; it does not count any more. */
    public boolean isTerminating() {
        return json.path("metadata").hasNonNull("deletionTimestamp");
    }

    private String metadata(String field) {
        return json.path("metadata").path(field).asText("");
    }
}
