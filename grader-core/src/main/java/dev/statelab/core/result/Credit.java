package dev.statelab.core.result;

/** How the points of a criterion count. */
public enum Credit {
    /** They are part of the maximum. */
    REGULAR,
    /** They come on top of the maximum, and nobody needs them to pass. */
    BONUS,
    /** They are counted apart, and only instructors see them. */
    HIDDEN
}
