package dev.statelab.lab.controller.statefulset;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What to do for a set.
 *
 * @param actions in order; the first that fails ends them
 * @param status to be written after the actions
 * @param lookAgain when time alone may change the plan; empty for never
 */
record Plan(List<Action> actions, SetStatus status, Optional<Instant> lookAgain) {

    Plan {
        actions = List.copyOf(actions);
    }
}
