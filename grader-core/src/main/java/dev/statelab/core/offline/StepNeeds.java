package dev.statelab.core.offline;

import dev.statelab.core.task.Step;
import dev.statelab.core.task.action.Reach;

/** What a step takes a running cluster for. */
final class StepNeeds {

    private StepNeeds() {}

    /** For people. */
    static String of(Step step, StateForecast state) {
        String pods = switch (step.action().reach()) {
            case Reach.OnePod(var name) -> "pod " + state.show(name);
            case Reach.AnyPod() -> "running pods";
            case Reach.NoPod() -> "the cluster";
        };
        return step.action().disturbs() ? "the restart of " + pods : "an answer of " + pods;
    }
}
