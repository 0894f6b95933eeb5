package dev.statelab.lab.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.schema.ListKeys;
import dev.statelab.lab.api.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lays an applied configuration over an object, and takes away what is no longer applied. */
final class Applied {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Applied() {}

    /** The object with the configuration's fields. */
    static ObjectNode over(Schema.Struct schema, ObjectNode live, ObjectNode configuration) {
        ObjectNode merged = live.deepCopy();
        configuration.properties()
                .forEach(entry -> merged.set(entry.getKey(),
                        field(schema, entry.getKey(), merged.path(entry.getKey()), entry.getValue())));
        return merged;
    }

    private static JsonNode field(Schema.Struct owner, String field, JsonNode live, JsonNode applied) {
        Optional<Schema> schema = owner.field(field);
        if (live instanceof ObjectNode old && applied instanceof ObjectNode object && schema.isPresent()) {
            return switch (schema.get()) {
                case Schema.Struct struct -> over(struct, old, object);
                case Schema.MapOf _ -> old.deepCopy().setAll(object);
                case Schema _ -> applied.deepCopy();
            };
        }
        if (live instanceof ArrayNode old && applied instanceof ArrayNode array) {
            Optional<List<String>> keys = ListKeys.of(owner, field);
            if (keys.isPresent()) {
                return list(FieldSet.element(owner, field), keys.get(), old, array);
            }
            if (ListKeys.isSet(owner, field)) {
                return NODES.arrayNode()
                        .addAll(Stream.concat(old.valueStream(), array.valueStream()).distinct().toList());
            }
        }
        return applied.deepCopy();
    }

    private static ArrayNode list(Optional<Schema.Struct> schema, List<String> keys, ArrayNode live,
            ArrayNode applied) {
        ArrayNode merged = live.deepCopy();
        for (JsonNode element : applied) {
            ObjectNode key = ListKeys.keyOf(keys, element);
            int at = indexOf(merged, keys, key);
            if (at < 0) {
                merged.add(element.deepCopy());
            } else if (merged.get(at) instanceof ObjectNode old && element instanceof ObjectNode object
                    && schema.isPresent()) {
                merged.set(at, over(schema.get(), old, object));
            }
        }
        return merged;
    }

    private static int indexOf(ArrayNode list, List<String> keys, ObjectNode key) {
        for (int i = 0; i < list.size(); i++) {
            if (ListKeys.keyOf(keys, list.get(i)).equals(key)) {
                return i;
            }
        }
        return -1;
    }

    /** Removes fields, as {@link FieldSet} has them, from an object. */
    static void remove(Schema.Struct schema, ObjectNode object, ObjectNode fields) {
        fields.properties().forEach(entry -> {
            String field = entry.getKey().substring(2);
            ObjectNode below = (ObjectNode) entry.getValue();
            JsonNode value = object.path(field);
            if (below.isEmpty()) {
                object.remove(field);
            } else if (value instanceof ArrayNode list) {
                removeElements(schema, field, list, below);
                if (list.isEmpty()) {
                    object.remove(field);
                }
            } else if (value instanceof ObjectNode map && schema.field(field).isPresent()) {
                switch (schema.field(field).get()) {
                    case Schema.Struct struct -> remove(struct, map, below);
                    case Schema _ -> {
                        below.fieldNames().forEachRemaining(name -> map.remove(name.substring(2)));
                        if (map.isEmpty()) {
                            object.remove(field);
                        }
                    }
                }
            }
        });
    }

    private static void removeElements(Schema.Struct owner, String field, ArrayNode list, ObjectNode fields) {
        List<String> keys = ListKeys.of(owner, field).orElse(List.of());
        for (int i = list.size() - 1; i >= 0; i--) {
            JsonNode element = list.get(i);
            JsonNode gone = keys.isEmpty()
                    ? fields.path("v:" + element)
                    : fields.path("k:" + ListKeys.keyOf(keys, element));
            if (gone.has(".") || (keys.isEmpty() && gone.isObject())) {
                list.remove(i);
            } else if (gone instanceof ObjectNode below && element instanceof ObjectNode object) {
                FieldSet.element(owner, field).ifPresent(schema -> remove(schema, object, below));
            }
        }
    }
}
