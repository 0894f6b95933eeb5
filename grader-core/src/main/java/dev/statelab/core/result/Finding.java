package dev.statelab.core.result;

import static java.util.Objects.requireNonNull;

/**
 * Why a criterion failed, for the student. Texts may come from the student's cluster: escape them when rendering.
 *
 * @param expected what had to be there
 * @param found what was observed instead
 * @param hint what to try; empty when the task has none
 */
public record Finding(String expected, String found, String hint) {

    public Finding {
        requireNonNull(expected, "expected");
        requireNonNull(found, "found");
        requireNonNull(hint, "hint");
    }
}
