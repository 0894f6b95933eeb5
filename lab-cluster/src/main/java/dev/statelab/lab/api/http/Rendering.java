package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.http.table.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** How objects are shown to a client: whole, or as rows of a table where its {@code Accept} asks for one. */
enum Rendering {

    WHOLE, TABLE;

    static Rendering of(Request request) {
        String accept = request.header("Accept").orElse("").toLowerCase(Locale.ROOT).replace(" ", "");
        return accept.contains("as=table") ? TABLE : WHOLE;
    }

    ObjectNode one(ResourceType type, ObjectNode object, Instant now) {
        return switch (this) {
            case WHOLE -> object;
            case TABLE -> Table.of(type, List.of(object), now);
        };
    }

    ObjectNode page(ResourceType type, Page page, Instant now) {
        ObjectNode list = switch (this) {
            case WHOLE -> list(type, page.items());
            case TABLE -> Table.of(type, page.items(), now);
        };
        ObjectNode metadata = list.putObject("metadata").put("resourceVersion", page.resourceVersion());
        page.next().ifPresent(token -> metadata.put("continue", token));
        page.remaining().ifPresent(count -> metadata.put("remainingItemCount", count));
        return list;
    }

    private static ObjectNode list(ResourceType type, List<ObjectNode> items) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("kind", type.kind() + "List").put("apiVersion", type.apiVersion());
        list.putObject("metadata");
        ArrayNode array = list.putArray("items");
        items.forEach(item -> array.add(withoutType(item)));
        return list;
    }

    /** In a list the type goes without saying. */
    private static ObjectNode withoutType(ObjectNode item) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.setAll(item);
        shown.remove(List.of("kind", "apiVersion"));
        return shown;
    }
}
