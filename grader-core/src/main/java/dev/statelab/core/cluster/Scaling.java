package dev.statelab.core.cluster;

import static java.util.Objects.requireNonNull;

/** What came of a {@link ScaleRequest}. That it was accepted does not mean that the pods are there or gone already. */
public sealed interface Scaling {

    /** The API server took the new number. */
    record Accepted() implements Scaling {}

    /** The workload has another number than it had to have: somebody else has changed it, and it was left so. */
    record OtherNumber(int replicas) implements Scaling {}

    /** There is no such workload any more, or another one of its name. */
    record NoSuchWorkload() implements Scaling {}

    /** It could not be found out; the number may or may not have changed. */
    record Unknown(Cause cause) implements Scaling {
        public Unknown {
            requireNonNull(cause, "cause");
        }
    }
}
