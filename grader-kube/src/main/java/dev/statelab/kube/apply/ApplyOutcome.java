package dev.statelab.kube.apply;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cluster.Cause;

/** What became of one manifest. */
public sealed interface ApplyOutcome {

    /** @param created false where an object of that name was there and now is as the manifest says */
    record Applied(boolean created) implements ApplyOutcome {}

    /**
     * The API server does not take the object.
     *
     * @param line of the field that is wrong where the API server names one, otherwise of the object
     * @param reason the API server's own words
     */
    record Refused(int line, String reason) implements ApplyOutcome {
        public Refused {
            requireNonNull(reason, "reason");
        }
    }

    /** It could not be found out; the object may or may not be there. */
    record Unknown(Cause cause) implements ApplyOutcome {
        public Unknown {
            requireNonNull(cause, "cause");
        }
    }

    /** Never sent, because the API server had stopped to answer. */
    record NotSent() implements ApplyOutcome {}
}
