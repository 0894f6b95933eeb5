package dev.statelab.lab.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** How an update makes the next object of the present one; called again where another writer was faster. */
@FunctionalInterface
public interface Edit {

    /**
     * @param present shared, so never to be changed
     * @return an object that belongs to the API server afterwards
     */
    ObjectNode apply(ObjectNode present) throws ApiException;
}
