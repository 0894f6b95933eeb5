package dev.statelab.core.result;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What came of one criterion.
 *
 * @param points given, 0 to {@code maxPoints}
 * @param maxPoints what it is worth
 * @param credit how these points count
 * @param evidence what was seen, in that order; collected for passed criteria too
 * @param millis from the moment that what it needs was known until it was judged
 */
public record CriterionResult(
        String id,
        String title,
        int points,
        int maxPoints,
        Credit credit,
        Outcome outcome,
        List<Evidence> evidence,
        long millis) {

    public CriterionResult {
        requireNonNull(id, "id");
        requireNonNull(title, "title");
        requireNonNull(credit, "credit");
        requireNonNull(outcome, "outcome");
        evidence = List.copyOf(evidence);
        if (points < 0 || points > maxPoints) {
            throw new IllegalArgumentException(points + " of " + maxPoints + " points");
        }
    }

    public boolean is(Credit wanted) {
        return credit == wanted;
    }
}
