package dev.statelab.lab.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Looks at an object that is about to be stored, complete and valid, and refuses it where the writer may not. */
@FunctionalInterface
public interface Guard {

    /** Of writers inside the cluster, which are trusted. */
    Guard OPEN = (_, _, _) -> {};

    /**
     * @param present empty where the object is new
     */
    void check(ResourceType type, Optional<ObjectNode> present, ObjectNode next) throws ApiException;
}
