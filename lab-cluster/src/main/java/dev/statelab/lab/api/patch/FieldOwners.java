package dev.statelab.lab.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.schema.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who owns which field of an object: {@code metadata.managedFields}
 * (<a href="https://kubernetes.io/docs/reference/using-api/server-side-apply/">Server-Side Apply</a>).
 */
public final class FieldOwners {

    private final Map<Manager, ObjectNode> fields = new LinkedHashMap<>();
    private final Map<Manager, String> times = new LinkedHashMap<>();

    private FieldOwners() {}

    static FieldOwners of(JsonNode object) {
        FieldOwners owners = new FieldOwners();
        for (JsonNode entry : object.path("metadata").path("managedFields")) {
            if (entry.path("fieldsV1") instanceof ObjectNode owned) {
                Manager manager = Manager.of(entry);
                owners.fields.put(manager, owned);
                owners.times.put(manager, entry.path("time").asText());
            }
        }
        return owners;
    }

    /**
     * Writes down that a manager changed an object otherwise than by apply: what it changed is its own now.
     *
     * @param after gets the {@code managedFields}
     * @param subresource empty for the object itself
     */
    public static void update(Schema.Struct schema, ObjectNode before, ObjectNode after, String managerName,
            String subresource, Instant now) {
        FieldOwners owners = of(before);
        Manager manager = new Manager(managerName, "Update", after.path("apiVersion").asText(), subresource);
        ObjectNode changed = FieldChanges.between(schema, before, after);
        ObjectNode removed = FieldSet.minus(FieldSet.of(schema, before), FieldSet.of(schema, after));
        owners.takeFromAll(FieldSet.union(changed, removed));
        owners.set(manager, FieldSet.union(owners.get(manager), changed), now);
        owners.writeTo(after);
    }

    ObjectNode get(Manager manager) {
        return fields.getOrDefault(manager, JsonNodeFactory.instance.objectNode());
    }

    /** The managers but one, with what they own. */
    Map<Manager, ObjectNode> others(Manager manager) {
        Map<Manager, ObjectNode> others = new LinkedHashMap<>(fields);
        others.remove(manager);
        return others;
    }

    void set(Manager manager, ObjectNode owned, Instant now) {
        ObjectNode present = get(manager);
        if (owned.isEmpty()) {
            fields.remove(manager);
        } else if (!owned.equals(present)) {
            fields.put(manager, owned);
            times.put(manager, Metadata.time(now));
        }
    }

    private void takeFromAll(ObjectNode taken) {
        List<Manager> all = new ArrayList<>(fields.keySet());
        all.forEach(manager -> take(manager, taken));
    }

    void take(Manager manager, ObjectNode taken) {
        ObjectNode left = FieldSet.minus(get(manager), taken);
        if (left.isEmpty()) {
            fields.remove(manager);
        } else {
            fields.put(manager, left);
        }
    }

    void writeTo(ObjectNode object) {
        ObjectNode metadata = Metadata.of(object);
        if (fields.isEmpty()) {
            metadata.remove("managedFields");
            return;
        }
        ArrayNode entries = metadata.putArray("managedFields");
        fields.forEach((manager, owned) -> entries.add(manager.entry(times.getOrDefault(manager, ""), owned)));
    }
}
