package dev.statelab.hostile.fooling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What a {@link Front} does to what passes through it; nothing, unless overridden. */
interface Tricks {

    /**
     * A request of the grader's.
     *
     * @param path with its query
     */
    record Asked(String method, String path, String body) {

        boolean isForAnApplication() {
            return path.contains("/proxy/");
        }
    }

    /** An answer that is complete. */
    record Said(int status, String contentType, String body) {}

    /** What is said in place of the cluster, which then is not asked. */
    default Optional<Said> insteadOf(Asked asked) {
        return Optional.empty();
    }

    /**
     * What is shown in place of an object of the cluster, which belongs to the trick.
     *
     * @param kind which an object in a list does not say itself
     */
    default ObjectNode shown(String kind, ObjectNode object) {
        return object;
    }

    /** The cluster's own answer for an application is on its way. */
    default void answered(Asked asked, Said said) {}
}
