package dev.statelab.core.expression;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelValue;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as CEL sees it: a map without those fields that are {@code null}. CEL goes through all that is in a map,
 * and in what is in it, whenever it is given one; of a value of its own kind it reads what the expression asks for.
 */
@SuppressWarnings("Immutable") // nobody changes the tree, and what is made of it is the same each time
final class ObjectValue extends CelValue implements Map<String, Object> {

    private static final CelType TYPE = MapType.create(SimpleType.STRING, SimpleType.DYN);

    private final JsonNode json;
    private volatile @Nullable Map<String, Object> fields;

    ObjectValue(JsonNode json) {
        this.json = json;
    }

    private Map<String, Object> fields() {
        Map<String, Object> made = fields;
        if (made == null) {
            Map<String, Object> making = LinkedHashMap.newLinkedHashMap(json.size());
            json.properties().stream().filter(field -> !field.getValue().isNull())
                    .forEach(field -> making.put(field.getKey(), Values.of(field.getValue())));
            made = Collections.unmodifiableMap(making);
            fields = made;
        }
        return made;
    }

    @Override
    public Object value() {
        return this;
    }

    @Override
    public boolean isZeroValue() {
        return isEmpty();
    }

    @Override
    public CelType celType() {
        return TYPE;
    }

    @Override
    public int size() {
        return fields().size();
    }

    @Override
    public boolean isEmpty() {
        return fields().isEmpty();
    }

    @Override
    public boolean containsKey(Object key) {
        return fields().containsKey(key);
    }

    @Override
    public boolean containsValue(Object value) {
        return fields().containsValue(value);
    }

    @Override
    @SuppressWarnings("NullAway") // as a map's contract has it
    public Object get(Object key) {
        return fields().get(key);
    }

    @Override
    public Set<String> keySet() {
        return fields().keySet();
    }

    @Override
    public Collection<Object> values() {
        return fields().values();
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return fields().entrySet();
    }

    @Override
    public boolean equals(Object other) {
        return fields().equals(other);
    }

    @Override
    public int hashCode() {
        return fields().hashCode();
    }

    @Override
    public String toString() {
        return fields().toString();
    }

    @Override
    public Object put(String key, Object value) {
        throw unchangeable();
    }

    @Override
    public Object remove(Object key) {
        throw unchangeable();
    }

    @Override
    public void putAll(Map<? extends String, ?> other) {
        throw unchangeable();
    }

    @Override
    public void clear() {
        throw unchangeable();
    }

    private static UnsupportedOperationException unchangeable() {
        return new UnsupportedOperationException("what was observed does not change");
    }
}
