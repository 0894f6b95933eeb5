package dev.statelab.cli.watch;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.result.CriterionResult;

/** What makes the rubric be judged or shown again. */
sealed interface Event {

    /** The cluster's state is another one. */
    record Changed() implements Event {}

    /** An application has answered. */
    record Asked(CriterionResult result) implements Event {
        public Asked {
            requireNonNull(result, "result");
        }
    }

    /** The user wants everything to be judged. */
    record Judge() implements Event {}

    /** The terminal has another size. */
    record Resized() implements Event {}

    /** The user wants no more. */
    record End() implements Event {}

    /** A thread beside the one that shows the rubric has a bug. */
    record Broken(Throwable bug) implements Event {
        public Broken {
            requireNonNull(bug, "bug");
        }
    }
}
