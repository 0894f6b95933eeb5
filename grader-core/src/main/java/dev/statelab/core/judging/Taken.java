package dev.statelab.core.judging;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.result.Evidence;
import dev.statelab.core.result.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What came of the action of one step. */
sealed interface Taken {

    /** What was seen, in that order. */
    List<Evidence> evidence();

    /**
     * It was carried out.
     *
     * @param values what it brought for expressions, by name
     * @param lookedAt what was found, for an expectation that does not say what to show
     */
    record Done(Map<String, Object> values, String lookedAt, List<Evidence> evidence) implements Taken {
        public Done {
            values = Map.copyOf(values);
            requireNonNull(lookedAt, "lookedAt");
            evidence = List.copyOf(evidence);
        }

        Done and(Evidence more) {
            List<Evidence> all = new ArrayList<>(evidence);
            all.add(more);
            return new Done(values, lookedAt, all);
        }
    }

    /** With it the criterion ends. */
    record Ended(Outcome outcome, List<Evidence> evidence) implements Taken {
        public Ended {
            requireNonNull(outcome, "outcome");
            evidence = List.copyOf(evidence);
        }
    }
}
