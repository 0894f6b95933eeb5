package dev.statelab.lab.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What an event is about.
 *
 * @param namespace empty for an object of the whole cluster
 * @param fieldPath a part of the object, such as <code>spec.containers{app}</code>; empty for all of it
 */
public record ObjectReference(
        String kind,
        String namespace,
        String name,
        String uid,
        String apiVersion,
        String resourceVersion,
        String fieldPath) {

    public static ObjectReference to(ObjectNode object) {
        return to(object, "");
    }

    public static ObjectReference to(ObjectNode object, String fieldPath) {
        var metadata = object.path("metadata");
        return new ObjectReference(object.path("kind").asText(), metadata.path("namespace").asText(),
                metadata.path("name").asText(), metadata.path("uid").asText(), object.path("apiVersion").asText(),
                metadata.path("resourceVersion").asText(), fieldPath);
    }

    /** Events about objects of the whole cluster are in the namespace {@code default}. */
    String eventNamespace() {
        return namespace.isEmpty() ? "default" : namespace;
    }

    /** The same object at whatever version. */
    ObjectReference anyVersion() {
        return new ObjectReference(kind, namespace, name, uid, apiVersion, "", fieldPath);
    }

    ObjectNode json() {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("kind", kind);
        if (!namespace.isEmpty()) {
            json.put("namespace", namespace);
        }
        json.put("name", name).put("uid", uid).put("apiVersion", apiVersion).put("resourceVersion", resourceVersion);
        if (!fieldPath.isEmpty()) {
            json.put("fieldPath", fieldPath);
        }
        return json;
    }
}
