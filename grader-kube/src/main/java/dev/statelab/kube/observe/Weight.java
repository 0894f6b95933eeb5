package dev.statelab.kube.observe;

import com.fasterxml.jackson.databind.JsonNode;

/** How much memory JSON takes, about: an empty array is two bytes in a text and some fifty here. */
final class Weight {

    private static final long NODE = 48;

    private Weight() {}

    /** Bytes. */
    static long of(JsonNode node) {
        if (node.isTextual()) {
            return NODE + node.textValue().length();
        }
        long weight = NODE;
        for (JsonNode child : node) {
            weight += of(child);
        }
        if (node.isObject()) {
            weight += 2 * NODE * node.size();
        }
        return weight;
    }
}
