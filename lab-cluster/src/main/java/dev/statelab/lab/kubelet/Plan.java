package dev.statelab.lab.kubelet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a kubelet does for a pod now, and when it looks again even if nothing happens.
 *
 * @param steps none when it waits
 */
record Plan(List<Step> steps, Optional<Instant> lookAgain) {

    static final Plan WAIT = new Plan(List.of(), Optional.empty());

    Plan {
        steps = List.copyOf(steps);
    }

    static Plan of(Step step) {
        return new Plan(List.of(step), Optional.empty());
    }
}
