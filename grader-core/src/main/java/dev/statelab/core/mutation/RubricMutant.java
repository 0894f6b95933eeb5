package dev.statelab.core.mutation;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.task.Task;
import dev.statelab.core.task.action.Http;

/**
 * A rubric with one mistake in it. Its text names the mistake, and is the same in every run.
 *
 * @param criterion the id of the criterion with the mistake
 * @param place where in it, such as {@code expect[0].that}
 * @param change what is different, such as {@code == -> >= in 'statefulset.spec.replicas == 4'}
 * @param task this criterion and those that it needs, and no others
 */
public record RubricMutant(String criterion, String place, String change, Task task) {

    public RubricMutant {
        requireNonNull(criterion, "criterion");
        requireNonNull(place, "place");
        requireNonNull(change, "change");
        requireNonNull(task, "task");
    }

    /** Whether judging changes what is judged: its pods, or what its application remembers of requests. */
    public boolean leavesTraces() {
        return task.criteria().stream().anyMatch(criterion -> criterion.disruptive()
                || criterion.steps().stream().anyMatch(step -> step.action() instanceof Http));
    }

    @Override
    public String toString() {
        return criterion + ": " + place + " " + change;
    }
}
