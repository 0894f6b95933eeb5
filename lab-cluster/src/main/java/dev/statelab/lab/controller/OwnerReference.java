package dev.statelab.lab.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One of an object's {@code ownerReferences}.
 *
 * @param controller whether the owner manages the object
 * @param blocksDeletion whether a foreground deletion of the owner waits for the object
 */
public record OwnerReference(
        String apiVersion, String kind, String name, String uid, boolean controller, boolean blocksDeletion) {

    /** The reference to an owner that manages what it owns. */
    public static OwnerReference toController(ObjectNode owner) {
        var meta = new ObjectMeta(owner);
        return new OwnerReference(owner.path("apiVersion").asText(), owner.path("kind").asText(), meta.name(),
                meta.uid(), true, true);
    }

    static OwnerReference of(JsonNode json) {
        return new OwnerReference(json.path("apiVersion").asText(), json.path("kind").asText(),
                json.path("name").asText(), json.path("uid").asText(), json.path("controller").asBoolean(),
                json.path("blockOwnerDeletion").asBoolean());
    }

    public ObjectNode json() {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("apiVersion", apiVersion).put("kind", kind).put("name", name).put("uid", uid);
        if (controller) {
            json.put("controller", true);
        }
        if (blocksDeletion) {
            json.put("blockOwnerDeletion", true);
        }
        return json;
    }
}
