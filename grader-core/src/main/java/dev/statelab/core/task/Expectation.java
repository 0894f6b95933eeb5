package dev.statelab.core.task;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.expression.Expression;
import dev.statelab.core.expression.Template;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that must hold. The expectations of a criterion are judged in order, and the first that does not hold ends it:
 * later ones may build on earlier ones.
 *
 * @param that what must be true
 * @param points what it is worth by itself: when it does not hold, they are lost and judging goes on; zero for what the rest
 *        of the criterion depends on
 * @param needs ids of the criteria that are to blame if they failed and this does not hold: then the criterion is blocked
 * @param show what was found, for the finding and the evidence; empty for a description of what was looked at
 * @param expected for people; empty for the expression itself
 * @param hint what to try; empty for none
 */
public record Expectation(
        Expression that,
        int points,
        List<String> needs,
        Template show,
        Template expected,
        Template hint) {

    public Expectation {
        requireNonNull(that, "that");
        requireNonNull(show, "show");
        requireNonNull(expected, "expected");
        requireNonNull(hint, "hint");
        needs = List.copyOf(needs);
    }

    public Expectation withThat(Expression newThat) {
        return new Expectation(newThat, points, needs, show, expected, hint);
    }

    public Expectation withNeeds(List<String> newNeeds) {
        return new Expectation(that, points, newNeeds, show, expected, hint);
    }

    /** The names that its expressions use. */
    public Set<String> references() {
        return Stream.concat(Stream.of(that.references()),
                Stream.of(show, expected, hint).map(Template::references)).flatMap(Set::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The NAMEs of {@code random.NAME}, one for each expression or text that uses it. */
    Stream<String> randomNames() {
        return Stream.concat(Stream.of(that.randomNames()),
                Stream.of(show, expected, hint).map(Template::randomNames)).flatMap(Set::stream);
    }

    /** Whether this one and the next are true or not together: none of them is worth points alone, and they need the same. */
    public boolean isJudgedWith(Expectation next) {
        return points == 0 && next.points == 0 && needs.equals(next.needs);
    }
}
