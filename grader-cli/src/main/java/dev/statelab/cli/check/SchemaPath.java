package dev.statelab.cli.check;

import dev.statelab.lab.api.schema.Schema;
import java.util.List;
import java.util.Optional;

/** Follows a path through a schema. */
final class SchemaPath {

    private SchemaPath() {}

    /** Whether an object of this schema may have the field at all. */
    static boolean exists(Schema schema, List<String> path) {
        Optional<Schema> at = Optional.of(schema);
        for (String step : path) {
            at = at.flatMap(parent -> child(parent, step));
        }
        return at.isPresent();
    }

    private static Optional<Schema> child(Schema parent, String step) {
        return switch (parent) {
            case Schema.Struct struct -> struct.field(step);
            case Schema.ListOf(Schema element) -> Optional.of(element);
            case Schema.MapOf(Schema value) -> Optional.of(value);
            case Schema.Anything anything -> Optional.of(anything);
            case Schema.Quantity _,Schema.IntOrString _,Schema.Scalar _ -> Optional.empty();
        };
    }
}
