package dev.statelab.core.cluster;

import static java.util.Objects.requireNonNull;

/** What came of asking for the end of a container's log. */
public sealed interface PodLog {

    /**
     * The container's own words; may be empty.
     *
     * @param text lines, each ended by a line feed but perhaps the last
     */
    record Written(String text) implements PodLog {
        public Written {
            requireNonNull(text, "text");
        }
    }

    /** There is no such log: the container has not run, or its log is gone. */
    record Absent() implements PodLog {}

    /** It could not be found out. */
    record Unknown(Cause cause) implements PodLog {
        public Unknown {
            requireNonNull(cause, "cause");
        }
    }
}
