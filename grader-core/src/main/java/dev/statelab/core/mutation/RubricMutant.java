package dev.statelab.core.mutation;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cases.Difference;
import dev.statelab.core.cases.ExpectedOutcome;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.task.Task;
import dev.statelab.core.task.action.Http;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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

    /**
     * What a case says of the criterion with the mistake, if that comes to something else. Those that it needs are as they
     * were: where one of them comes to something else, the cluster was different, and nothing is known about the rubric. So it
     * is with what could not be found out, unless the rubric is why: an expression that cannot be evaluated on what the case
     * deploys.
     *
     * @param outcomes what the case says, by the ids of criteria
     * @param evaluation of what the case deploys, by this rubric
     */
    public Optional<Difference> noticedBy(Map<String, ExpectedOutcome> outcomes, Evaluation evaluation) {
        Map<Boolean, List<Difference>> differences = Difference.ofOutcomes(outcomes, evaluation).stream()
                .collect(Collectors.partitioningBy(difference -> difference.what().equals(criterion)));
        boolean otherCluster = !differences.getOrDefault(false, List.of()).isEmpty()
                || evaluation.criteria().stream().anyMatch(RubricMutant::isUnclear);
        return differences.getOrDefault(true, List.of()).stream().filter(_ -> !otherCluster).findFirst();
    }

    private static boolean isUnclear(CriterionResult result) {
        return result.outcome() instanceof Outcome.Inconclusive(Cause cause)
                && cause.reason() != Cause.Reason.FAULTY_TASK;
    }

    @Override
    public String toString() {
        return criterion + ": " + place + " " + change;
    }
}
