package dev.statelab.cli.verify;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.result.Evaluation;
import dev.statelab.kube.apply.ApplyReport.Entry;
import java.util.List;

/** What came of deploying and grading one solution. */
sealed interface Trial {

    /**
     * It was graded.
     *
     * @param refused what the API server did not take; the rest was deployed, as {@code kubectl apply} would have
     */
    record Graded(Evaluation evaluation, List<Entry> refused) implements Trial {
        public Graded {
            requireNonNull(evaluation, "evaluation");
            refused = List.copyOf(refused);
        }
    }

    /** The API server did not take this one, and so nothing was graded. */
    record NotTaken(Entry entry) implements Trial {
        public NotTaken {
            requireNonNull(entry, "entry");
        }
    }

    /** It could not be deployed, for a reason that says nothing about it. */
    record NotGraded(Cause cause) implements Trial {
        public NotGraded {
            requireNonNull(cause, "cause");
        }
    }
}
