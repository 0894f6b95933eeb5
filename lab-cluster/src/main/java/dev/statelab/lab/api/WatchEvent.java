package dev.statelab.lab.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One change of one object.
 *
 * @param type what happened
 * @param object the object after the change, or as it was last for a deletion; shared, so never to be changed
 */
public record WatchEvent(Type type, ObjectNode object) {

    public enum Type {
        ADDED, MODIFIED, DELETED
    }
}
