package dev.statelab.lab.api.patch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.Refusal;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.schema.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Applies a configuration: its fields become the manager's, and what the manager applied before and now does not goes. */
public final class ServerSideApply {

    private ServerSideApply() {}

    private record Conflict(Manager manager, String field) {}

    /**
     * The object with the configuration applied.
     *
     * @param live the present object, or an empty one
     * @param configuration has known fields only
     * @param force whether fields of other managers are taken over
     * @throws ApiException 409 with every conflict, where another manager owns a field that would change
     */
    public static ObjectNode apply(Schema.Struct schema, ObjectNode live, ObjectNode configuration, String managerName,
            String subresource, boolean force, Instant now) throws ApiException {
        Manager manager = new Manager(managerName, "Apply", configuration.path("apiVersion").asText(), subresource);
        FieldOwners owners = FieldOwners.of(live);
        ObjectNode wanted = FieldSet.of(schema, configuration);
        ObjectNode merged = Applied.over(schema, live, configuration);
        ObjectNode changed = FieldChanges.between(schema, live, merged);
        List<Conflict> conflicts = new ArrayList<>();
        owners.others(manager).forEach((other, owned) -> {
            ObjectNode contested = FieldSet.intersection(owned, changed);
            if (!contested.isEmpty()) {
                FieldPaths.of(contested).forEach(path -> conflicts.add(new Conflict(other, path)));
                owners.take(other, contested);
            }
        });
        if (!conflicts.isEmpty() && !force) {
            throw refusal(conflicts);
        }
        ObjectNode dropped = FieldSet.minus(owners.get(manager), wanted);
        for (ObjectNode others : owners.others(manager).values()) {
            dropped = FieldSet.minus(dropped, others);
        }
        Applied.remove(schema, merged, dropped);
        owners.set(manager, wanted, now);
        owners.writeTo(merged);
        return merged;
    }

    private static ApiException refusal(List<Conflict> conflicts) {
        List<String> lines = conflicts.stream()
                .map(conflict -> "conflict with " + conflict.manager().described() + ": " + conflict.field())
                .toList();
        String message = conflicts.size() == 1
                ? "Apply failed with 1 conflict: " + lines.getFirst()
                : "Apply failed with " + conflicts.size() + " conflicts: " + String.join("; ", lines);
        ObjectNode status = Refusal.status(409, "Conflict", message);
        ArrayNode causes = status.putObject("details").putArray("causes");
        conflicts.forEach(conflict -> causes.addObject()
                .put("reason", "FieldManagerConflict")
                .put("message", "conflict with " + conflict.manager().described())
                .put("field", conflict.field()));
        return new ApiException(status);
    }

    /** What an apply may not contain. */
    public static void refuseManagedFields(ObjectNode configuration) throws ApiException {
        if (!Metadata.of(configuration).path("managedFields").isEmpty()) {
            throw Refusal.badRequest("metadata.managedFields must be nil");
        }
    }
}
