package dev.statelab.core.expression;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.values.NullValue;
import dev.statelab.core.Limits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Values of expressions: made from JSON, and shown to people. */
public final class Values {

    /** Beyond this a double no longer tells neighbouring integers apart. */
    private static final double EXACT_INTEGERS = 9_007_199_254_740_992.0;

    private Values() {}

    /**
     * A JSON tree as CEL sees it. Objects are maps, a {@code null} field is an absent one, and a number without a
     * fraction is an integer however it is written, so that {@code 1.0 == 1} and {@code 1.0 + 1} mean what they say.
     */
    public static Object of(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> new ObjectValue(json);
            case ARRAY -> listOf(json);
            case STRING -> json.textValue();
            case BOOLEAN -> json.booleanValue();
            case NUMBER -> numberOf(json);
            case NULL, MISSING, BINARY, POJO -> NullValue.NULL_VALUE;
        };
    }

    /** A value in a report: an object by its name, a list by its elements, everything cut to a line's worth. */
    public static String show(Object value) {
        String text = switch (value) {
            case String string -> string.isEmpty() ? "\"\"" : string;
            case Optional<?> optional -> optional.<String>map(Values::show).orElse("nothing");
            case Map<?, ?> map -> nameOf(map).orElseGet(() -> compact(map));
            case List<?> list -> list.isEmpty()
                    ? "none"
                    : list.stream().limit(Limits.TEXT).map(Values::show).collect(Collectors.joining(", "));
            case Double number -> shortest(number);
            case NullValue _ -> "nothing";
            default -> value.toString();
        };
        return Limits.cut(text, Limits.TEXT);
    }

    /** The same inside a text with expressions in it, where an empty string is nothing to see. */
    static String fill(Object value) {
        return value instanceof String string ? string : show(value);
    }

    /** The name of a Kubernetes object. */
    private static Optional<String> nameOf(Map<?, ?> map) {
        return map.get("metadata") instanceof Map<?, ?> metadata && metadata.get("name") instanceof String name
                ? Optional.of(name)
                : Optional.empty();
    }

    private static String compact(Map<?, ?> map) {
        return map.entrySet().stream().limit(Limits.TEXT)
                .map(entry -> entry.getKey() + ": " + show(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String shortest(double number) {
        return isInteger(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private static List<Object> listOf(JsonNode json) {
        List<Object> list = new ArrayList<>(json.size());
        json.forEach(element -> list.add(of(element)));
        return Collections.unmodifiableList(list);
    }

    private static Object numberOf(JsonNode json) {
        if (json.canConvertToLong() && (json.isIntegralNumber() || isInteger(json.doubleValue()))) {
            return json.longValue();
        }
        return json.doubleValue();
    }

    private static boolean isInteger(double number) {
        return number == Math.rint(number) && Math.abs(number) < EXACT_INTEGERS;
    }

}
