package dev.statelab.core.cases;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cases.CaseSolution.Target;
import dev.statelab.core.task.Criterion;
import dev.statelab.core.task.Task;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A solution and the outcome that it must get.
 *
 * @param name unique among the cases of a task
 * @param title for people
 * @param solution what is deployed
 * @param parameters what the student says that parameters of the task are, by their ids
 * @param refused the objects that the API server must not take; the others are deployed all the same
 * @param outcomes what each criterion of the task must come to, by its id, in the order of the rubric
 */
public record Case(
        String name,
        String title,
        CaseSolution solution,
        Map<String, String> parameters,
        List<Target> refused,
        Map<String, ExpectedOutcome> outcomes) {

    /** The name of the case that every task has: the reference solution as it is. */
    public static final String REFERENCE = "reference";

    /** The name of the case that every task has: a namespace with nothing in it. */
    public static final String EMPTY = "empty-namespace";

    public Case {
        requireNonNull(name, "name");
        requireNonNull(title, "title");
        requireNonNull(solution, "solution");
        parameters = Map.copyOf(parameters);
        refused = List.copyOf(refused);
        outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
    }

    /**
     * A reference solution, which must get every point.
     *
     * @param reference which of several; empty for the only one
     */
    public static Case reference(Task task, String reference) {
        Map<String, ExpectedOutcome> outcomes = new LinkedHashMap<>();
        for (Criterion criterion : task.criteria()) {
            outcomes.put(criterion.id(), new ExpectedOutcome.Passed());
        }
        return new Case(reference.isEmpty() ? REFERENCE : REFERENCE + "-" + reference,
                "The reference solution as it is", CaseSolution.Changed.nothingIn(reference), Map.of(), List.of(),
                outcomes);
    }

    /** Whether it is one that every task has, with all points. */
    public boolean isReference() {
        return isReference(name);
    }

    static boolean isReference(String name) {
        return name.equals(REFERENCE) || name.startsWith(REFERENCE + "-");
    }

    /** A namespace with nothing in it, which must get no point. */
    public static Case empty(Task task) {
        Map<String, ExpectedOutcome> outcomes = new LinkedHashMap<>();
        task.criteria().forEach(criterion -> outcomes.put(criterion.id(), new ExpectedOutcome.NoPoints()));
        return new Case(EMPTY, "A namespace with nothing in it", new CaseSolution.Nothing(), Map.of(), List.of(),
                outcomes);
    }
}
