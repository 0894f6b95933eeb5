package dev.statelab.lab.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.schema.ListKeys;
import dev.statelab.lab.api.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sets of fields, in the JSON in which {@code managedFields} has them ({@code fieldsV1}): {@code f:NAME} for a field,
 * <code>k:{"name":"app"}</code> for an element of a list with keys, {@code v:"VALUE"} for an element of a set, {@code .}
 * for the element itself; what has nothing below it is a leaf.
 */
final class FieldSet {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Written by the API server alone, so never owned. */
    private static final Set<String> UNOWNED_METADATA = Set.of("name", "namespace", "uid", "resourceVersion",
            "generation", "creationTimestamp", "selfLink", "managedFields", "deletionTimestamp",
            "deletionGracePeriodSeconds", "generateName");

    private FieldSet() {}

    /** The fields that an object has. */
    static ObjectNode of(Schema.Struct schema, ObjectNode object) {
        ObjectNode fields = ofStruct(schema, object);
        fields.remove(List.of("f:apiVersion", "f:kind"));
        if (fields.get("f:metadata") instanceof ObjectNode metadata) {
            UNOWNED_METADATA.forEach(field -> metadata.remove("f:" + field));
            if (metadata.isEmpty()) {
                fields.remove("f:metadata");
            }
        }
        return fields;
    }

    private static ObjectNode ofStruct(Schema.Struct schema, ObjectNode object) {
        ObjectNode fields = NODES.objectNode();
        object.properties()
                .forEach(entry -> fields.set("f:" + entry.getKey(), ofField(schema, entry.getKey(), entry.getValue())));
        return fields;
    }

    private static ObjectNode ofField(Schema.Struct owner, String field, JsonNode value) {
        Optional<Schema> schema = owner.field(field);
        if (value instanceof ObjectNode object && schema.isPresent()) {
            return switch (schema.get()) {
                case Schema.Struct struct -> ofStruct(struct, object);
                case Schema.MapOf _ -> ofMap(object);
                case Schema _ -> NODES.objectNode();
            };
        }
        if (value instanceof ArrayNode array) {
            return ofList(owner, field, array);
        }
        return NODES.objectNode();
    }

    private static ObjectNode ofMap(ObjectNode map) {
        ObjectNode fields = NODES.objectNode();
        map.properties().forEach(entry -> fields.putObject("f:" + entry.getKey()));
        return fields;
    }

    private static ObjectNode ofList(Schema.Struct owner, String field, ArrayNode array) {
        ObjectNode fields = NODES.objectNode();
        if (ListKeys.isSet(owner, field)) {
            array.forEach(value -> fields.putObject("v:" + value));
        }
        ListKeys.of(owner, field)
                .ifPresent(keys -> array.forEach(element -> {
                    ObjectNode below = element(owner, field)
                            .flatMap(struct -> element instanceof ObjectNode object
                                    ? Optional.of(ofStruct(struct, object))
                                    : Optional.empty())
                            .orElseGet(NODES::objectNode);
                    below.putObject(".");
                    fields.set("k:" + ListKeys.keyOf(keys, element), below);
                }));
        return fields;
    }

    /** The schema of a list's elements, where they are objects. */
    static Optional<Schema.Struct> element(Schema.Struct owner, String field) {
        return owner.field(field)
                .flatMap(value -> value instanceof Schema.ListOf(Schema.Struct struct)
                        ? Optional.of(struct)
                        : Optional.empty());
    }

    static ObjectNode union(ObjectNode one, ObjectNode other) {
        ObjectNode union = one.deepCopy();
        other.properties().forEach(entry -> union.set(entry.getKey(),
                union.get(entry.getKey()) instanceof ObjectNode present
                        ? union(present, (ObjectNode) entry.getValue())
                        : entry.getValue().deepCopy()));
        return union;
    }

    /**
     * The leaves of one that are not in the other, nor above something that is: an empty list is a leaf, and its owner
     * has no claim to what others put into it.
     */
    static ObjectNode minus(ObjectNode one, ObjectNode other) {
        ObjectNode left = NODES.objectNode();
        one.properties().forEach(entry -> {
            ObjectNode below = (ObjectNode) entry.getValue();
            if (!(other.get(entry.getKey()) instanceof ObjectNode gone)) {
                left.set(entry.getKey(), below.deepCopy());
            } else if (!below.isEmpty()) {
                ObjectNode rest = minus(below, gone);
                if (!rest.isEmpty()) {
                    left.set(entry.getKey(), rest);
                }
            }
        });
        return left;
    }

    /** The leaves of one that the other has too, or something below or above them. */
    static ObjectNode intersection(ObjectNode one, ObjectNode other) {
        ObjectNode both = NODES.objectNode();
        one.properties().forEach(entry -> {
            ObjectNode below = (ObjectNode) entry.getValue();
            if (other.get(entry.getKey()) instanceof ObjectNode present) {
                if (below.isEmpty() || present.isEmpty()) {
                    both.set(entry.getKey(), below.deepCopy());
                } else {
                    ObjectNode shared = intersection(below, present);
                    if (!shared.isEmpty()) {
                        both.set(entry.getKey(), shared);
                    }
                }
            }
        });
        return both;
    }
}
