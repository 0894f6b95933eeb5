package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.schema.Schema;
import java.util.TreeMap;

/** The {@code components/schemas} of an OpenAPI document: kinds, and whatever they are made of, each once. */
final class OpenApiSchemas {

    private static final String PREFIX = "#/components/schemas/";

    private final ObjectNode all = JsonNodeFactory.instance.objectNode();

    ObjectNode all() {
        return all;
    }

    /** The schema of a structure, which is also among {@link #all} then. */
    ObjectNode define(Schema.Struct struct) {
        if (all.path(struct.name()) instanceof ObjectNode known) {
            return known;
        }
        ObjectNode schema = all.putObject(struct.name()).put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        new TreeMap<>(struct.fields()).forEach((name, field) -> properties.set(name, of(field)));
        return schema;
    }

    private ObjectNode of(Schema schema) {
        ObjectNode described = JsonNodeFactory.instance.objectNode();
        switch (schema) {
            case Schema.Struct struct -> {
                define(struct);
                described.put("$ref", PREFIX + struct.name());
            }
            case Schema.ListOf(Schema element) -> described.put("type", "array").set("items", of(element));
            case Schema.MapOf(Schema value) -> described.put("type", "object").set("additionalProperties", of(value));
            case Schema.Quantity() -> reference(described, "Quantity");
            case Schema.IntOrString() -> reference(described, "IntOrString");
            case Schema.Anything() -> described.put("type", "object");
            case Schema.Scalar scalar -> scalar(described, scalar);
        }
        return described;
    }

    /** Both may be written as a text or as a number. */
    private void reference(ObjectNode described, String name) {
        if (!all.has(name)) {
            ObjectNode schema = all.putObject(name);
            schema.putArray("oneOf").add(type("string")).add(type("number"));
        }
        described.put("$ref", PREFIX + name);
    }

    private static ObjectNode type(String name) {
        return JsonNodeFactory.instance.objectNode().put("type", name);
    }

    private static void scalar(ObjectNode described, Schema.Scalar scalar) {
        switch (scalar) {
            case STRING -> described.put("type", "string");
            case INT32, INT64 -> described.put("type", "integer").put("format", scalar.goType());
            case FLOAT -> described.put("type", "number").put("format", "double");
            case BOOL -> described.put("type", "boolean");
        }
    }
}
