package dev.statelab.lab.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * @param items shared, so never to be changed; by namespace and name
 * @param resourceVersion where a watch that misses nothing begins
 */
public record ObjectList(List<ObjectNode> items, String resourceVersion) {

    public ObjectList {
        items = List.copyOf(items);
    }
}
