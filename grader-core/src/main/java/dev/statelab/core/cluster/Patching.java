package dev.statelab.core.cluster;

import static java.util.Objects.requireNonNull;

/** What came of a {@link PatchRequest}. That it was accepted does not mean that the pods have followed already. */
public sealed interface Patching {

    /** The API server took the new values. */
    record Accepted() implements Patching {}

    /** A field has another value than it had to have: somebody else has changed it, and it was left so. */
    record OtherValues() implements Patching {}

    /** There is no such workload any more, or another one of its name. */
    record NoSuchWorkload() implements Patching {}

    /**
     * The API server refuses the new values, for good.
     *
     * @param why in its own words
     */
    record Refused(String why) implements Patching {
        public Refused {
            requireNonNull(why, "why");
        }
    }

    /** It could not be found out; the fields may or may not have changed. */
    record Unknown(Cause cause) implements Patching {
        public Unknown {
            requireNonNull(cause, "cause");
        }
    }
}
