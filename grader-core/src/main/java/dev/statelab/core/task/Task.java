package dev.statelab.core.task;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.result.Credit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A lab exercise as {@code task.yaml} describes it; only {@link TaskReader} makes them, so they are free of mistakes.
 *
 * @param name such as {@code task-02}
 * @param title for people
 * @param version of the rubric, as the author counts
 * @param namespace where the task says that the work is
 * @param maxPoints the sum of the points of all regular criteria
 * @param passMark the points from which the work has passed
 * @param parameters what each student calls otherwise, in the order in which they are found
 * @param observations what is looked at, in the order of the file; the parameters that are objects first
 * @param criteria the lines of the rubric, in the order of the file
 */
public record Task(
        String name,
        String title,
        String version,
        String namespace,
        int maxPoints,
        int passMark,
        List<Parameter> parameters,
        List<Observation> observations,
        List<Criterion> criteria) {

    public Task {
        requireNonNull(name, "name");
        requireNonNull(title, "title");
        requireNonNull(version, "version");
        requireNonNull(namespace, "namespace");
        parameters = List.copyOf(parameters);
        observations = List.copyOf(observations);
        criteria = List.copyOf(criteria);
    }

    /** The same task with other criteria, whatever they are worth together. */
    public Task withCriteria(List<Criterion> newCriteria) {
        return new Task(name, title, version, namespace, maxPoints, passMark, parameters, observations,
                newCriteria);
    }

    /**
     * The same rubric without the criteria that disturb pods, and without those that need one of them: what is left can be
     * judged at any time.
     */
    public Task undisturbing() {
        Set<String> left = criteria.stream().filter(criterion -> !criterion.disruptive()).map(Criterion::id)
                .collect(Collectors.toCollection(HashSet::new));
        while (left.removeIf(id -> criteria.stream()
                .anyMatch(criterion -> criterion.id().equals(id) && !left.containsAll(criterion.allNeeds())))) {
            // What needs one of those that were left out just now cannot be judged either.
        }
        return withCriteria(criteria.stream().filter(criterion -> left.contains(criterion.id())).toList());
    }

    /** What all criteria of a credit are worth together. */
    public int points(Credit credit) {
        return criteria.stream().filter(criterion -> criterion.credit() == credit).mapToInt(Criterion::points).sum();
    }
}
