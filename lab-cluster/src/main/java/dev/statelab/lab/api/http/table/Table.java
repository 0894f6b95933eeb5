package dev.statelab.lab.api.http.table;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.object.Metadata;
import java.time.Instant;
import java.util.List;

/** A {@code meta.k8s.io/v1} Table of objects: {@code recordings/responses/table-pods.json}. */
public final class Table {

    private Table() {}

    /**
     * @param now what ages are counted to
     */
    public static ObjectNode of(ResourceType type, List<ObjectNode> objects, Instant now) {
        List<Column> columns = Columns.of(type);
        ObjectNode table = JsonNodeFactory.instance.objectNode().put("kind", "Table").put("apiVersion",
                "meta.k8s.io/v1");
        ObjectNode metadata = table.putObject("metadata");
        if (objects.size() == 1) {
            metadata.put("resourceVersion", Metadata.resourceVersion(objects.getFirst()));
        }
        ArrayNode definitions = table.putArray("columnDefinitions");
        columns.forEach(column -> definitions.addObject()
                .put("name", column.name())
                .put("type", column.type())
                .put("format", column.format())
                .put("description", "")
                .put("priority", column.priority()));
        ArrayNode rows = table.putArray("rows");
        objects.forEach(object -> addRow(rows, columns, object, now));
        return table;
    }

    private static void addRow(ArrayNode rows, List<Column> columns, ObjectNode object, Instant now) {
        ObjectNode row = rows.addObject();
        ArrayNode cells = row.putArray("cells");
        columns.forEach(column -> cells.add(column.cell().of(object, now)));
        row.putObject("object")
                .put("kind", "PartialObjectMetadata")
                .put("apiVersion", "meta.k8s.io/v1")
                .set("metadata", object.path("metadata"));
    }
}
