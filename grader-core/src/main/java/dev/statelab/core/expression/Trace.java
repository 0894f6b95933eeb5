package dev.statelab.core.expression;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.CelErrorCode;
import dev.cel.common.exceptions.CelRuntimeException;
import dev.statelab.core.cluster.Unseen;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Hands objects to an expression, and notes which of their fields it reads. Reading a field that cannot be seen is an
 * error to the expression, so CEL's own rules say whether the rest decides without it: {@code false && error} is false,
 * and so is {@code all} with one element that does not fit. For one evaluation by one thread.
 *
 * @param <T> what tells objects apart
 */
public final class Trace<T> {
    private final Predicate<Read<T>> hidden;
    private final Set<Read<T>> reads = new LinkedHashSet<>();
    private final Set<Read<T>> unseen = new LinkedHashSet<>();

    /**
     * One field that was read.
     *
     * @param path from the object to the field: {@code [spec, ports, 0, name]}; it may not be there
     */
    public record Read<T>(T object, List<String> path) {
        public Read {
            requireNonNull(object, "object");
            path = List.copyOf(path);
        }

        boolean isAbove(Read<T> other) {
            return object.equals(other.object) && path.size() < other.path.size()
                    && other.path.subList(0, path.size()).equals(path);
        }
    }

    /** @param hidden what cannot be seen, beyond {@link Unseen} */
    public Trace(Predicate<Read<T>> hidden) {
        this.hidden = hidden;
    }

    /** The object as {@link Values#of} gives it, with its reads noted. */
    public Object of(T object, JsonNode json) {
        return value(object, List.of(), json);
    }

    /** The fields that were read, without those that were only passed on the way to another; the last read comes last. */
    public List<Read<T>> reads() {
        return reads.stream().filter(read -> reads.stream().noneMatch(read::isAbove)).toList();
    }

    /** What the expression wanted to read, and nobody can see yet. */
    public List<Read<T>> unseen() {
        return List.copyOf(unseen);
    }

    private Object value(T object, List<String> path, JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> map(object, path, json);
            case ARRAY -> list(object, path, json);
            case POJO -> Unseen.VALUE;
            default -> Values.of(json);
        };
    }

    private Map<String, Object> map(T object, List<String> path, JsonNode json) {
        Map<String, Object> fields = LinkedHashMap.newLinkedHashMap(json.size());
        json.properties().stream().filter(field -> !field.getValue().isNull()).forEach(field -> fields
                .put(field.getKey(), value(object, child(path, field.getKey()), field.getValue())));
        return new Fields(object, path, fields);
    }

    private List<Object> list(T object, List<String> path, JsonNode json) {
        List<Object> elements = new ArrayList<>(json.size());
        for (JsonNode element : json) {
            elements.add(value(object, child(path, Integer.toString(elements.size())), element));
        }
        return Collections.unmodifiableList(elements);
    }

    private static List<String> child(List<String> path, String name) {
        List<String> child = new ArrayList<>(path);
        child.add(name);
        return child;
    }

    private void note(Read<T> read, boolean isUnseen) {
        reads.remove(read);
        reads.add(read);
        if (isUnseen || hidden.test(read)) {
            unseen.add(read);
            throw new UnseenException(read);
        }
    }

    /** CEL takes it for an error of the expression. */
    private static final class UnseenException extends CelRuntimeException {
        private static final long serialVersionUID = 1;

        UnseenException(Read<?> read) {
            super(new IllegalStateException(String.join(".", read.path()) + " cannot be seen yet"),
                    CelErrorCode.INVALID_ARGUMENT);
        }
    }

    /** CEL itself goes through all entries of each map that it is given, so only reads by key count. */
    private final class Fields extends AbstractMap<String, Object> {
        private final T object;
        private final List<String> path;
        private final Map<String, Object> fields;

        Fields(T object, List<String> path, Map<String, Object> fields) {
            this.object = object;
            this.path = path;
            this.fields = Collections.unmodifiableMap(fields);
        }

        @Override
        @SuppressWarnings("NullAway") // as a map's contract has it
        public Object get(Object key) {
            note(new Read<>(object, child(path, String.valueOf(key))), fields.get(key) == Unseen.VALUE);
            return fields.get(key);
        }

        @Override
        public boolean containsKey(Object key) {
            note(new Read<>(object, child(path, String.valueOf(key))), fields.get(key) == Unseen.VALUE);
            return fields.containsKey(key);
        }

        @Override
        public Set<Map.Entry<String, Object>> entrySet() {
            return fields.entrySet();
        }
    }
}
