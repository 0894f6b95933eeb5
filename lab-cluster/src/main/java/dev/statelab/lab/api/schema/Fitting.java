package dev.statelab.lab.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fits a tree to a schema: leaves out unknown fields, nulls, and empty maps and lists, and stops at a value of the wrong type. */
final class Fitting {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final List<String> unknown = new ArrayList<>();

    /** A value is not of its field's type; the message is Go's. */
    static final class WrongTypeException extends Exception {

        private static final long serialVersionUID = 1;

        WrongTypeException(String message) {
            super(message);
        }
    }

    /**
     * @param struct the Go type that has the field
     * @param path with indices: {@code spec.ports[0].port}
     * @param goPath without
     */
    private record Place(String struct, String path, String goPath) {

        Place field(String owner, String name) {
            return new Place(owner, join(path, name), join(goPath, name));
        }

        Place element(int index) {
            return new Place(struct, path + "[" + index + "]", goPath);
        }

        private static String join(String path, String name) {
            return path.isEmpty() ? name : path + "." + name;
        }
    }

    /** The paths of the fields that the schema does not have. */
    List<String> unknown() {
        return List.copyOf(unknown);
    }

    ObjectNode fit(Schema.Struct schema, ObjectNode tree) throws WrongTypeException {
        return struct(schema, tree, new Place(schema.name(), "", ""));
    }

    private JsonNode value(Schema schema, JsonNode value, Place place) throws WrongTypeException {
        return switch (schema) {
            case Schema.Struct struct when value instanceof ObjectNode object -> struct(struct, object, place);
            case Schema.ListOf(Schema element) when value instanceof ArrayNode array -> list(element, array, place);
            case Schema.MapOf(Schema element) when value instanceof ObjectNode object -> map(element, object, place);
            case Schema.Anything() -> value;
            case Schema.Quantity() when value.isTextual() || value.isNumber() -> quantity(value);
            case Schema.IntOrString() when value.isTextual() || value.isInt() -> value;
            case Schema.Scalar scalar when fits(scalar, value) -> value;
            case Schema wanted -> throw wrong(wanted, value, place);
        };
    }

    private ObjectNode struct(Schema.Struct schema, ObjectNode object, Place place) throws WrongTypeException {
        ObjectNode fitted = NODES.objectNode();
        for (var entry : object.properties()) {
            Place field = place.field(schema.name(), entry.getKey());
            Optional<Schema> known = schema.field(entry.getKey());
            if (known.isEmpty()) {
                unknown.add(field.path());
            } else if (!entry.getValue().isNull()) {
                JsonNode value = value(known.get(), entry.getValue(), field);
                if (!isLeftOut(known.get(), value)) {
                    fitted.set(entry.getKey(), value);
                }
            }
        }
        return fitted;
    }

    /** Go's {@code omitempty}, which nearly all fields of Kubernetes have: an empty map or list is like none. */
    private static boolean isLeftOut(Schema schema, JsonNode value) {
        return value.isEmpty() && (schema instanceof Schema.MapOf || schema instanceof Schema.ListOf);
    }

    private ArrayNode list(Schema element, ArrayNode array, Place place) throws WrongTypeException {
        ArrayNode fitted = NODES.arrayNode();
        for (JsonNode value : array) {
            Place at = place.element(fitted.size());
            fitted.add(value.isNull() ? empty(element) : value(element, value, at));
        }
        return fitted;
    }

    private ObjectNode map(Schema element, ObjectNode object, Place place) throws WrongTypeException {
        ObjectNode fitted = NODES.objectNode();
        for (var entry : object.properties()) {
            fitted.set(entry.getKey(), entry.getValue().isNull()
                    ? empty(element)
                    : value(element, entry.getValue(), new Place(place.struct(), place.path() + "." + entry.getKey(),
                            place.goPath())));
        }
        return fitted;
    }

    /** What Go makes of a null where it cannot leave the value out. */
    private static JsonNode empty(Schema schema) {
        return switch (schema) {
            case Schema.Struct _,Schema.MapOf _ -> NODES.objectNode();
            case Schema.ListOf _ -> NODES.arrayNode();
            case Schema.Anything _ -> NODES.nullNode();
            case Schema.Quantity _,Schema.IntOrString _ -> TextNode.valueOf("0");
            case Schema.Scalar scalar -> switch (scalar) {
                case STRING -> TextNode.valueOf("");
                case INT32, INT64, FLOAT -> NODES.numberNode(0);
                case BOOL -> NODES.booleanNode(false);
            };
        };
    }

    private static boolean fits(Schema.Scalar scalar, JsonNode value) {
        return switch (scalar) {
            case STRING -> value.isTextual();
            case INT32 -> value.isInt();
            case INT64 -> value.isInt() || value.isLong();
            case FLOAT -> value.isNumber();
            case BOOL -> value.isBoolean();
        };
    }

    private static JsonNode quantity(JsonNode value) throws WrongTypeException {
        return CanonicalQuantity.of(value.asText())
                .map(TextNode::valueOf)
                .orElseThrow(() -> new WrongTypeException(CanonicalQuantity.MALFORMED));
    }

    private static WrongTypeException wrong(Schema wanted, JsonNode value, Place place) {
        return new WrongTypeException("json: cannot unmarshal " + goKind(wanted, value) + " into Go struct field "
                + place.struct() + "." + place.goPath() + " of type " + wanted.goType());
    }

    private static String goKind(Schema wanted, JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case BOOLEAN -> "bool";
            case NUMBER -> wanted == Schema.Scalar.INT32 || wanted == Schema.Scalar.INT64
                    ? "number " + value.asText()
                    : "number";
            default -> "string";
        };
    }
}
