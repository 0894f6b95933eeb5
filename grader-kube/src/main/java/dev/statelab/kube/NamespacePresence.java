package dev.statelab.kube;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cluster.Cause;

/** Whether a namespace is there. */
public sealed interface NamespacePresence {

    record Exists() implements NamespacePresence {}

    record Missing() implements NamespacePresence {}

    /**
     * It could not be found out. With {@link Cause.Reason#FORBIDDEN} it is well possible to go on: many students may read
     * what is in their namespace, but not the namespace itself.
     */
    record Unknown(Cause cause) implements NamespacePresence {
        public Unknown {
            requireNonNull(cause, "cause");
        }
    }
}
