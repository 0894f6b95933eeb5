package dev.statelab.core.result;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cluster.Cause;

/** How one criterion ended. */
public sealed interface Outcome {

    /** Everything that the criterion asks for was observed. */
    record Passed() implements Outcome {}

    /** Something else was observed. */
    record Failed(Finding finding) implements Outcome {
        public Failed {
            requireNonNull(finding, "finding");
        }
    }

    /**
     * Not judged, because something that it needs failed.
     *
     * @param by the id of the criterion that failed, the root of the chain
     */
    record Blocked(String by) implements Outcome {
        public Blocked {
            requireNonNull(by, "by");
        }
    }

    /** It could not be found out. It costs no points: the evaluation is incomplete instead. */
    record Inconclusive(Cause cause) implements Outcome {
        public Inconclusive {
            requireNonNull(cause, "cause");
        }
    }
}
