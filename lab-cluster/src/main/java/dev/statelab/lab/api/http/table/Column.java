package dev.statelab.lab.api.http.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.statelab.lab.api.object.Metadata;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A column of a table.
 *
 * @param type {@code string} or {@code integer}
 * @param format {@code name} for the column with the object's name, else empty
 * @param priority 0, or 1 for what only {@code -o wide} shows
 */
record Column(String name, String type, String format, int priority, Cell cell) {

    static final Column NAME = name(Metadata::name);
    static final Column AGE = time("Age", "/metadata/creationTimestamp");

    /** Shows one object in a column. */
    @FunctionalInterface
    interface Cell {
        JsonNode of(JsonNode object, Instant now);
    }

    static Column name(Function<JsonNode, String> cell) {
        return new Column("Name", "string", "name", 0, (object, _) -> TextNode.valueOf(cell.apply(object)));
    }

    static Column text(String name, Function<JsonNode, String> cell) {
        return timed(name, (object, _) -> cell.apply(object));
    }

    /** @param absent what is shown where the field is not there */
    static Column text(String name, String pointer, String absent) {
        return text(name, object -> object.at(pointer).asText(absent));
    }

    static Column time(String name, String pointer) {
        return timed(name, (object, now) -> HumanDuration.since(object.at(pointer).asText(), now));
    }

    /** A text that depends on the time at which it is read. */
    static Column timed(String name, BiFunction<JsonNode, Instant, String> cell) {
        return new Column(name, "string", "", 0, (object, now) -> TextNode.valueOf(cell.apply(object, now)));
    }

    static Column count(String name, String pointer) {
        return new Column(name, "integer", "", 0, (object, _) -> IntNode.valueOf(object.at(pointer).asInt()));
    }

    /** How many elements a list has. */
    static Column sized(String name, String pointer) {
        return new Column(name, "integer", "", 0, (object, _) -> IntNode.valueOf(object.at(pointer).size()));
    }

    Column wide() {
        return new Column(name, type, format, 1, cell);
    }
}
