package dev.statelab.lab.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.schema.ListKeys;
import dev.statelab.lab.api.schema.Schema;
import java.util.List;
import java.util.Optional;

/** Which fields differ between two states of an object. */
final class FieldChanges {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private FieldChanges() {}

    /** The fields that are new or have another value; as {@link FieldSet} has them. */
    static ObjectNode between(Schema.Struct schema, ObjectNode before, ObjectNode after) {
        return FieldSet.intersection(ofStruct(schema, before, after), FieldSet.of(schema, after));
    }

    private static ObjectNode ofStruct(Schema.Struct schema, JsonNode before, ObjectNode after) {
        ObjectNode changed = NODES.objectNode();
        after.properties().forEach(entry -> {
            JsonNode old = before.path(entry.getKey());
            if (!old.equals(entry.getValue())) {
                ofField(schema, entry.getKey(), old, entry.getValue())
                        .ifPresent(below -> changed.set("f:" + entry.getKey(), below));
            }
        });
        return changed;
    }

    /** Empty where only something below is gone. */
    private static Optional<ObjectNode> ofField(Schema.Struct owner, String field, JsonNode before, JsonNode after) {
        Optional<Schema> schema = owner.field(field);
        if (after instanceof ObjectNode object && before.isObject() && !object.isEmpty() && schema.isPresent()) {
            return switch (schema.get()) {
                case Schema.Struct struct -> notEmpty(ofStruct(struct, before, object));
                case Schema.MapOf _ -> notEmpty(ofMap(before, object));
                case Schema _ -> Optional.of(NODES.objectNode());
            };
        }
        if (after instanceof ObjectNode object && schema.isPresent() && !object.isEmpty()) {
            return Optional.of(switch (schema.get()) {
                case Schema.Struct struct -> ofStruct(struct, NODES.missingNode(), object);
                case Schema.MapOf _ -> ofMap(NODES.missingNode(), object);
                case Schema _ -> NODES.objectNode();
            });
        }
        if (after instanceof ArrayNode array) {
            Optional<List<String>> keys = ListKeys.of(owner, field);
            if (keys.isPresent()) {
                return notEmpty(ofKeyedList(FieldSet.element(owner, field), keys.get(), before, array));
            }
            if (ListKeys.isSet(owner, field)) {
                return notEmpty(ofSet(before, array));
            }
        }
        return Optional.of(NODES.objectNode());
    }

    private static ObjectNode ofMap(JsonNode before, ObjectNode after) {
        ObjectNode changed = NODES.objectNode();
        after.properties().forEach(entry -> {
            if (!entry.getValue().equals(before.path(entry.getKey()))) {
                changed.putObject("f:" + entry.getKey());
            }
        });
        return changed;
    }

    private static ObjectNode ofSet(JsonNode before, ArrayNode after) {
        ObjectNode changed = NODES.objectNode();
        after.valueStream()
                .filter(value -> before.valueStream().noneMatch(value::equals))
                .forEach(value -> changed.putObject("v:" + value));
        return changed;
    }

    private static ObjectNode ofKeyedList(Optional<Schema.Struct> schema, List<String> keys, JsonNode before,
            ArrayNode after) {
        ObjectNode changed = NODES.objectNode();
        for (JsonNode element : after) {
            ObjectNode key = ListKeys.keyOf(keys, element);
            Optional<JsonNode> old = before.valueStream()
                    .filter(other -> ListKeys.keyOf(keys, other).equals(key))
                    .findFirst();
            if (old.filter(element::equals).isEmpty() && element instanceof ObjectNode object && schema.isPresent()) {
                ObjectNode below = ofStruct(schema.get(), old.orElseGet(NODES::missingNode), object);
                if (old.isEmpty()) {
                    below.putObject(".");
                }
                if (!below.isEmpty()) {
                    changed.set("k:" + key, below);
                }
            }
        }
        return changed;
    }

    private static Optional<ObjectNode> notEmpty(ObjectNode fields) {
        return fields.isEmpty() ? Optional.empty() : Optional.of(fields);
    }
}
