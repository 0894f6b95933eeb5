package dev.statelab.core.judging;

import dev.statelab.core.result.Outcome;
import java.util.Map;

/** What came of the action of one step. */
sealed interface Taken {

    /**
     * It was carried out.
     *
     * @param values what it brought for expressions, by name
     * @param lookedAt what was found, for an expectation that does not say what to show
     */
    record Done(Map<String, Object> values, String lookedAt) implements Taken {
        public Done {
            values = Map.copyOf(values);
        }
    }

    /** With it the criterion ends. */
    record Ended(Outcome outcome) implements Taken {}
}
