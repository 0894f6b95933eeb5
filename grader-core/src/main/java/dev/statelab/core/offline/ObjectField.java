package dev.statelab.core.offline;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A field of an object, which may not be there.
 *
 * @param path such as {@code [spec, template, spec, containers, 0, image]}; empty for the whole object
 */
public record ObjectField(ObjectName object, List<String> path) {

    public ObjectField {
        requireNonNull(object, "object");
        path = List.copyOf(path);
    }

    /** {@code spec.template.spec.containers[0].image}. */
    public String dotted() {
        StringBuilder dotted = new StringBuilder();
        for (String step : path) {
            if (step.matches("\\d+")) {
                dotted.append('[').append(step).append(']');
            } else {
                dotted.append(dotted.isEmpty() ? "" : ".").append(step);
            }
        }
        return dotted.toString();
    }

    @Override
    public String toString() {
        return path.isEmpty() ? object.toString() : dotted() + " of " + object;
    }
}
