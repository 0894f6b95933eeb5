package dev.statelab.lab.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Who owns fields: an entry of {@code metadata.managedFields} without its fields.
 *
 * @param operation {@code Apply} or {@code Update}
 * @param subresource empty for the object itself
 */
record Manager(String name, String operation, String apiVersion, String subresource) {

    static Manager of(JsonNode entry) {
        return new Manager(entry.path("manager").asText(), entry.path("operation").asText(),
                entry.path("apiVersion").asText(), entry.path("subresource").asText());
    }

    ObjectNode entry(String time, ObjectNode fields) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode()
                .put("manager", name)
                .put("operation", operation)
                .put("apiVersion", apiVersion)
                .put("time", time)
                .put("fieldsType", "FieldsV1");
        entry.set("fieldsV1", fields);
        if (!subresource.isEmpty()) {
            entry.put("subresource", subresource);
        }
        return entry;
    }

    /** As a conflict names it. */
    String described() {
        return "\"" + name + "\"" + (subresource.isEmpty() ? "" : " with subresource \"" + subresource + "\"")
                + (operation.equals("Apply") ? "" : " using " + apiVersion);
    }
}
