package dev.statelab.core.result;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cluster.Cause;
import java.util.List;

/** How one criterion ended. */
public sealed interface Outcome {

    /** Everything that the criterion asks for was observed. */
    record Passed() implements Outcome {}

    /** Something else was observed, which gave no points. */
    record Failed(Finding finding) implements Outcome {
        public Failed {
            requireNonNull(finding, "finding");
        }
    }

    /**
     * Some of it was observed, which gave some of the points.
     *
     * @param findings what was observed instead of the rest, in the order of the task; at least one
     */
    record Partial(List<Finding> findings) implements Outcome {
        public Partial {
            findings = List.copyOf(findings);
            if (findings.isEmpty()) {
                throw new IllegalArgumentException("nothing is missing");
            }
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
