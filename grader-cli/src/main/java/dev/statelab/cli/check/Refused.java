package dev.statelab.cli.check;

import dev.statelab.cli.check.DryRun.Refusal;
import dev.statelab.core.expression.Suggestion;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.schema.Decoder;
import dev.statelab.lab.api.schema.Schema;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in words why the API server does not take an object. */
record Refused(Decoder decoder, ResourceType type, Refusal refusal) {

    private static final Pattern WRONG_TYPE = Pattern
            .compile(".*cannot unmarshal (?<found>.+) into Go struct field \\S+ of type (?<wanted>.+)");
    private static final Pattern INDEX = Pattern.compile("\\[\\d+]");

    String message() {
        Matcher wrongType = WRONG_TYPE.matcher(refusal.message());
        if (wrongType.matches()) {
            return refusal.field() + ": expected " + words(wrongType.group("wanted")) + ", found "
                    + words(wrongType.group("found"));
        }
        return refusal.message().startsWith("unknown field")
                ? refusal.message() + suggestion()
                : refusal.message();
    }

    /** Go's name of a type, for people. */
    private static String words(String goType) {
        return switch (goType) {
            case "string" -> "text";
            case "int32", "int64" -> "a whole number";
            case "float64" -> "a number";
            case "bool" -> "true or false";
            case "array" -> "a list";
            case "object" -> "fields";
            default -> goType.startsWith("[]") ? "a list" : goType;
        };
    }

    private String suggestion() {
        int last = refusal.field().lastIndexOf('.');
        Optional<Schema> parent = Optional.of(decoder.schema(type));
        for (String step : INDEX.matcher(refusal.field().substring(0, Math.max(0, last))).replaceAll("")
                .split("\\.", -1)) {
            parent = step.isEmpty() ? parent : parent.flatMap(schema -> child(schema, step));
        }
        return parent.flatMap(schema -> schema instanceof Schema.Struct struct
                ? Optional.of(Suggestion.among(struct.fields().keySet(), refusal.field().substring(last + 1)))
                : Optional.empty()).orElse("");
    }

    private static Optional<Schema> child(Schema schema, String step) {
        Optional<Schema> child = schema instanceof Schema.Struct struct ? struct.field(step) : Optional.empty();
        return child.map(found -> found instanceof Schema.ListOf(Schema element) ? element : found);
    }
}
