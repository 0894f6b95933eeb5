package dev.statelab.core.task;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.expression.Expression;
import dev.statelab.core.expression.Template;
import java.util.List;

/**
 * Something that must hold. The expectations of a criterion are judged in order, and the first that does not hold is the
 * criterion's finding: later ones may build on earlier ones.
 *
 * @param that what must be true
 * @param needs ids of the criteria that are to blame if they failed and this does not hold: then the criterion is blocked
 * @param show what was found, for the finding and the evidence; empty for a description of what was looked at
 * @param expected for people; empty for the expression itself
 * @param hint what to try; empty for none
 */
public record Expectation(Expression that, List<String> needs, Template show, Template expected, Template hint) {

    public Expectation {
        requireNonNull(that, "that");
        requireNonNull(show, "show");
        requireNonNull(expected, "expected");
        requireNonNull(hint, "hint");
        needs = List.copyOf(needs);
    }
}
