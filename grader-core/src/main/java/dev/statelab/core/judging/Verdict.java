package dev.statelab.core.judging;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.result.Finding;

/** What judging one expectation, or several in order, came to. */
public sealed interface Verdict {

    record Holds() implements Verdict {}

    record Fails(Finding finding) implements Verdict {
        public Fails {
            requireNonNull(finding, "finding");
        }
    }

    record Unclear(Cause cause) implements Verdict {
        public Unclear {
            requireNonNull(cause, "cause");
        }
    }
}
