package dev.statelab.core.expression;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads values of expressions without expecting anything to be there. CEL's optional values are read through. */
final class Tree {

    private Tree() {}

    /** The value at the end of a path of field names. */
    static Optional<Object> field(Object object, String... path) {
        Optional<Object> at = Optional.of(unwrapped(object));
        for (String name : path) {
            at = at.flatMap(parent -> parent instanceof Map<?, ?> map
                    ? Optional.ofNullable(map.get(name))
                    : Optional.empty());
        }
        return at;
    }

    /** The elements of a list; none for anything else. */
    static Stream<Object> list(Optional<Object> value) {
        return value.orElse(List.of()) instanceof List<?> list ? list.stream().map(each -> (Object) each) : Stream.of();
    }

    static boolean is(Optional<Object> value, Object wanted) {
        return value.isPresent() && value.get().equals(wanted);
    }

    /** The value in an optional one; an empty map for none. */
    static Object unwrapped(Object object) {
        return object instanceof Optional<?> optional ? optional.<Object>map(value -> value).orElse(Map.of()) : object;
    }
}
