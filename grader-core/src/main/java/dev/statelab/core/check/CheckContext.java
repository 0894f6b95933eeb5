package dev.statelab.core.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.cluster.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a check gets to see and to do. */
public interface CheckContext {

    /** Where the work is. */
    String namespace();

    /**
     * The objects of one of the task's observations, as they are now: none where an object is not there. What is done to
     * them stays without consequence.
     *
     * @throws IllegalArgumentException when the task has no such observation, or it cannot be read
     */
    List<JsonNode> objects(String observation);

    /** A value that an earlier step has captured: a string, long, double, boolean, list or map. */
    Optional<Object> captured(String name);

    /**
     * What the task gives under {@code with}.
     *
     * @throws IllegalArgumentException when the check does not declare such a parameter
     */
    String parameter(String name);

    /**
     * Sends one request to an application in the namespace, once; it goes into the evidence, with its answer.
     *
     * @param path with a leading slash, already percent-encoded
     * @param body empty for none
     */
    PodAnswer send(Target target, int port, String method, String path, Map<String, String> headers, String body)
            throws InterruptedException;
}
