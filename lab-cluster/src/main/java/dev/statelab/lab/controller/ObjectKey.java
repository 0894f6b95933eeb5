package dev.statelab.lab.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Which object a controller is to look at.
 *
 * @param namespace empty for an object of the whole cluster
 */
public record ObjectKey(String namespace, String name) {

    public static ObjectKey of(ObjectNode object) {
        var meta = new ObjectMeta(object);
        return new ObjectKey(meta.namespace(), meta.name());
    }
}
