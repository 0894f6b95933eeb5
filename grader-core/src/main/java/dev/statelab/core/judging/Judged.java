package dev.statelab.core.judging;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.result.Outcome;

/**
 * What came of a criterion, or of one object that it is judged for.
 *
 * @param points given for it
 */
record Judged(Outcome outcome, int points) {
    Judged {
        requireNonNull(outcome, "outcome");
    }
}
