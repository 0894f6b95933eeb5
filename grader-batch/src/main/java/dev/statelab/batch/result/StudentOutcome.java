package dev.statelab.batch.result;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Evaluation.Status;
import java.util.Optional;

/** What became of one student. */
public sealed interface StudentOutcome {

    /** Why there is no score; empty where there is one, and where nothing was handed in. */
    default Optional<Trouble> trouble() {
        return switch (this) {
            case Graded _,NothingHandedIn _ -> Optional.empty();
            case Incomplete(var _, Trouble why) -> Optional.of(why);
            case NotGraded(Trouble why) -> Optional.of(why);
        };
    }

    /** Every criterion has an answer, so there is a score. */
    record Graded(Evaluation evaluation) implements StudentOutcome {
        public Graded {
            if (evaluation.status() != Status.COMPLETE) {
                throw new IllegalArgumentException("an incomplete evaluation is no grade");
            }
        }
    }

    /** Grading began, but something could not be found out. There is no score. */
    record Incomplete(Evaluation evaluation, Trouble why) implements StudentOutcome {
        public Incomplete {
            requireNonNull(evaluation, "evaluation");
            requireNonNull(why, "why");
        }
    }

    /** Grading could not begin. There is no score. */
    record NotGraded(Trouble why) implements StudentOutcome {
        public NotGraded {
            requireNonNull(why, "why");
        }
    }

    /** There is no score either: whether that is a zero is for a person to say. */
    record NothingHandedIn() implements StudentOutcome {}
}
