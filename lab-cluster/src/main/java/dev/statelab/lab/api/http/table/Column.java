package dev.statelab.lab.api.http.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.function.Function;

/**
 * A column of a table.
 *
 * @param type {@code string} or {@code integer}
 * @param format {@code name} for the column with the object's name, else empty
 * @param priority 0, or 1 for what only {@code -o wide} shows
 */
record Column(String name, String type, String format, int priority, Cell cell) {

    /** Shows one object in a column. */
    @FunctionalInterface
    interface Cell {
        JsonNode of(JsonNode object, Instant now);
    }

    static Column name(Function<JsonNode, String> cell) {
        return new Column("Name", "string", "name", 0, (object, _) -> TextNode.valueOf(cell.apply(object)));
    }

    static Column text(String name, Function<JsonNode, String> cell) {
        return new Column(name, "string", "", 0, (object, _) -> TextNode.valueOf(cell.apply(object)));
    }

    static Column time(String name, String pointer) {
        return new Column(name, "string", "", 0,
                (object, now) -> TextNode.valueOf(HumanDuration.since(object.at(pointer).asText(), now)));
    }

    Column wide() {
        return new Column(name, type, format, 1, cell);
    }
}
