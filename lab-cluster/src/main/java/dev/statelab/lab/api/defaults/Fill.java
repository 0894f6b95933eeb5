package dev.statelab.lab.api.defaults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Consumer;

/** Fills fields that are absent, and leaves the others alone. */
final class Fill {

    private Fill() {}

    static void text(ObjectNode object, String field, String value) {
        if (!object.hasNonNull(field)) {
            object.put(field, value);
        }
    }

    static void number(ObjectNode object, String field, int value) {
        if (!object.hasNonNull(field)) {
            object.put(field, value);
        }
    }

    static void flag(ObjectNode object, String field, boolean value) {
        if (!object.hasNonNull(field)) {
            object.put(field, value);
        }
    }

    /** Also what Kubernetes shows as {@code null} when it is not set. */
    static void nothing(ObjectNode object, String field) {
        if (!object.has(field)) {
            object.putNull(field);
        }
    }

    /** The field's object, made where it is absent. */
    static ObjectNode object(ObjectNode object, String field) {
        return object.get(field) instanceof ObjectNode present ? present : object.putObject(field);
    }

    /** Calls the action with the field's object, if there is one. */
    static void within(ObjectNode object, String field, Consumer<ObjectNode> action) {
        if (object.get(field) instanceof ObjectNode present) {
            action.accept(present);
        }
    }

    /** Calls the action with each object of a field's list. */
    static void each(ObjectNode object, String field, Consumer<ObjectNode> action) {
        for (JsonNode element : object.path(field)) {
            if (element instanceof ObjectNode present) {
                action.accept(present);
            }
        }
    }

    static Optional<String> textOf(JsonNode object, String field) {
        return Optional.of(object.path(field).asText()).filter(text -> !text.isEmpty());
    }
}
