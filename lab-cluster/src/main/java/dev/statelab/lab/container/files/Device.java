package dev.statelab.lab.container.files;

/** A character device. */
public enum Device {
    /** Swallows what is written and is empty. */
    NULL,
    /** Swallows what is written and is an endless row of zero bytes. */
    ZERO,
    /** Swallows what is written and is an endless row of random bytes. */
    RANDOM
}
