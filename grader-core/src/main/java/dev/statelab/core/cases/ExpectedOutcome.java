package dev.statelab.core.cases;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.result.Outcome;

/** What a criterion must come to. Its text is what case files and tables say. */
public sealed interface ExpectedOutcome {

    /** Whether this came. What could not be found out is never what was expected. */
    boolean isMetBy(CriterionResult result);

    /** Everything was observed, and all of its points are given. */
    record Passed() implements ExpectedOutcome {
        @Override
        public boolean isMetBy(CriterionResult result) {
            return result.outcome() instanceof Outcome.Passed && result.points() == result.maxPoints();
        }

        @Override
        public String toString() {
            return "passed";
        }
    }

    /** Something else was observed, and no point is given. */
    record Failed() implements ExpectedOutcome {
        @Override
        public boolean isMetBy(CriterionResult result) {
            return result.outcome() instanceof Outcome.Failed && result.points() == 0;
        }

        @Override
        public String toString() {
            return "failed";
        }
    }

    /** Some of it was observed, and this many points are given. */
    record Partial(int points) implements ExpectedOutcome {
        @Override
        public boolean isMetBy(CriterionResult result) {
            return result.outcome() instanceof Outcome.Partial && result.points() == points;
        }

        @Override
        public String toString() {
            return points + (points == 1 ? " point" : " points");
        }
    }

    /** @param by the id of the criterion that is to blame */
    record Blocked(String by) implements ExpectedOutcome {
        public Blocked {
            requireNonNull(by, "by");
        }

        @Override
        public boolean isMetBy(CriterionResult result) {
            return result.outcome() instanceof Outcome.Blocked(String root) && root.equals(by) && result.points() == 0;
        }

        @Override
        public String toString() {
            return "blocked by " + by;
        }
    }

    /** Whatever was observed, it gives no point. */
    record NoPoints() implements ExpectedOutcome {
        @Override
        public boolean isMetBy(CriterionResult result) {
            return result.points() == 0 && !(result.outcome() instanceof Outcome.Inconclusive);
        }

        @Override
        public String toString() {
            return "no points";
        }
    }

    /** The text for what came, in the same words. */
    static String describe(CriterionResult result) {
        return switch (result.outcome()) {
            case Outcome.Passed _ -> new Passed().toString();
            case Outcome.Failed _ -> new Failed().toString();
            case Outcome.Partial _ -> new Partial(result.points()).toString();
            case Outcome.Blocked(String by) -> new Blocked(by).toString();
            case Outcome.Inconclusive _ -> "inconclusive";
        };
    }
}
