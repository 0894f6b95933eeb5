package dev.statelab.core.mutation;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cluster.KubernetesObject;
import java.util.List;

/**
 * The reference solution with one change. Its text names the change, and is the same in every run.
 *
 * @param object the object that is changed, as in {@code StatefulSet key-value-svc}
 * @param field as the API server writes it, such as {@code spec.template.spec.containers[0].image}; empty for the object
 *     itself
 * @param change what is different, such as {@code 4 -> 5} or {@code removed}
 * @param objects all objects of the solution
 */
public record Mutant(String object, String field, String change, List<KubernetesObject> objects) {

    public Mutant {
        requireNonNull(object, "object");
        requireNonNull(field, "field");
        requireNonNull(change, "change");
        objects = List.copyOf(objects);
    }

    @Override
    public String toString() {
        return object + ": " + (field.isEmpty() ? "" : field + " ") + change;
    }
}
