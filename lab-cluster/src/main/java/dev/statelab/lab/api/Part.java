package dev.statelab.lab.api;

/** The part of an object that an update replaces. */
public enum Part {

    /** All but the status; of a namespace, all but its {@code spec.finalizers} too. */
    OBJECT,

    /** The {@code status} alone. */
    STATUS,

    /** A namespace's {@code spec.finalizers} alone. */
    FINALIZERS,

    /** A pod's node, and the conditions that tell of it. */
    BINDING
}
