package dev.statelab.core.cases;

import dev.statelab.core.task.Mistake;
import java.util.List;

/** What came of reading the cases of a task. */
public sealed interface CaseReading {

    /** Every case, in the order of their names. */
    record ReadCases(List<Case> cases) implements CaseReading {
        public ReadCases {
            cases = List.copyOf(cases);
        }
    }

    /**
     * Some file cannot be verified with.
     *
     * @param mistakes every one in every file, in the order of the files; at least one
     */
    record Faulty(List<Mistake> mistakes) implements CaseReading {
        public Faulty {
            mistakes = List.copyOf(mistakes);
        }
    }
}
