package dev.statelab.core.task.action;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.expression.Template;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Changes fields of a workload's {@code spec}, and waits until its pods have followed as far as its update strategy lets
 * them. Then {@code patching} has {@code before} and {@code after}, its pods. At the end of the criterion the fields get
 * back what they had, the last change first, however the criterion ends.
 *
 * @param workload the observation that is a StatefulSet or a Deployment
 * @param fields what is changed, at least one
 * @param within how long the pods may take
 */
public record Patch(String workload, List<Field> fields, Duration within) implements Action {

    public static final String PATCHING = "patching";

    public Patch {
        requireNonNull(workload, "workload");
        requireNonNull(within, "within");
        fields = List.copyOf(fields);
    }

    /** @param path from the object: {@code spec, template, metadata, annotations, x} */
    public record Field(List<String> path, NewValue value) {
        public Field {
            path = List.copyOf(path);
            requireNonNull(value, "value");
        }
    }

    /** What a field is to have. */
    public sealed interface NewValue {

        /** @param json a missing node to remove the field */
        record Fixed(JsonNode json) implements NewValue {}

        /** What it comes to; a number or a boolean where it is nothing but an expression that comes to one. */
        record Filled(Template text) implements NewValue {}
    }

    @Override
    public Optional<String> brings() {
        return Optional.of(PATCHING);
    }

    @Override
    public Stream<Template> filledIn() {
        return fields.stream().flatMap(
                field -> field.value() instanceof NewValue.Filled(Template text) ? Stream.of(text) : Stream.empty());
    }

    @Override
    public Reach reach() {
        return new Reach.AnyPod();
    }

    @Override
    public boolean disturbs() {
        return true;
    }
}
