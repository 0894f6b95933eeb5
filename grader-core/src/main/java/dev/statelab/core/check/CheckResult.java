package dev.statelab.core.check;

import static java.util.Objects.requireNonNull;

/** What a check came to. */
public sealed interface CheckResult {

    /**
     * What it checks for was observed.
     *
     * @param found for the evidence
     */
    record Passed(String found) implements CheckResult {
        public Passed {
            requireNonNull(found, "found");
        }
    }

    /**
     * Something else was observed.
     *
     * @param hint what the student may try; empty for none
     */
    record Failed(String expected, String found, String hint) implements CheckResult {
        public Failed {
            requireNonNull(expected, "expected");
            requireNonNull(found, "found");
            requireNonNull(hint, "hint");
        }
    }

    /** It could not be found out, which costs no points. */
    record Inconclusive(String why) implements CheckResult {
        public Inconclusive {
            requireNonNull(why, "why");
        }
    }
}
