package dev.statelab.core.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Stands in an object for what nobody knows before a cluster runs it: a pod's {@code status}, the node it is bound to. */
public enum Unseen {
    VALUE;

    /** For a place in a JSON tree. */
    public static JsonNode node() {
        return JsonNodeFactory.instance.pojoNode(VALUE);
    }

    public static boolean is(JsonNode json) {
        return json.isPojo();
    }
}
