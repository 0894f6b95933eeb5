package dev.statelab.core.cluster;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Other values for some fields of a workload.
 *
 * @param kind a StatefulSet or a Deployment
 * @param uid which object of that name is meant
 * @param changes none is in another
 */
public record PatchRequest(ResourceKind kind, String namespace, String name, String uid, List<Change> changes) {

    /**
     * One field.
     *
     * @param path such as {@code spec, updateStrategy, type}; no part of it is an element of a list
     * @param from what it must have now; a missing node where it must not be there. Of an object, these fields at least
     * @param to what it is to have; a missing node where it is to be removed
     */
    public record Change(List<String> path, JsonNode from, JsonNode to) {
        public Change {
            path = List.copyOf(path);
            requireNonNull(from, "from");
            requireNonNull(to, "to");
        }

        private Change reversed() {
            return new Change(path, to, from);
        }
    }

    public PatchRequest {
        requireNonNull(kind, "kind");
        requireNonNull(namespace, "namespace");
        requireNonNull(name, "name");
        requireNonNull(uid, "uid");
        changes = List.copyOf(changes);
    }

    /**
     * One value more for an object that may have changes already. What contains a field and was not there is changed as a
     * whole, so that the way back leaves nothing of it.
     *
     * @param object as it is now
     * @param value a missing node to remove the field
     */
    public PatchRequest with(KubernetesObject object, List<String> path, JsonNode value) {
        ObjectNode after = object.json().deepCopy();
        changes.forEach(change -> set(after, change.path(), change.to()));
        set(after, path, value);
        List<String> changed = path;
        for (int length = path.size() - 1; length > 0; length--) {
            List<String> above = path.subList(0, length);
            changed = at(object.json(), above).isMissingNode() ? above : changed;
        }
        List<String> whole = changed;
        List<Change> all = new ArrayList<>(changes.stream().filter(change -> !change.path().equals(whole)).toList());
        all.add(new Change(whole, at(object.json(), whole), at(after, whole)));
        return new PatchRequest(kind, namespace, name, uid, all);
    }

    /** The way back. */
    public PatchRequest reversed() {
        return new PatchRequest(kind, namespace, name, uid, changes.stream().map(Change::reversed).toList());
    }

    /** Whether an object has what each field must have before. */
    public boolean startsFrom(JsonNode object) {
        return changes.stream().allMatch(change -> has(at(object, change.path()), change.from()));
    }

    /** Makes the changes. */
    public void applyTo(ObjectNode object) {
        changes.forEach(change -> set(object, change.path(), change.to()));
    }

    private static boolean has(JsonNode found, JsonNode wanted) {
        if (wanted instanceof ObjectNode object && found.isObject()) {
            return object.properties().stream()
                    .allMatch(field -> has(found.path(field.getKey()), field.getValue()));
        }
        return found.equals(wanted);
    }

    private static JsonNode at(JsonNode object, List<String> path) {
        JsonNode at = object;
        for (String field : path) {
            at = at.path(field);
        }
        return at.isNull() ? JsonNodeFactory.instance.missingNode() : at;
    }

    private static void set(ObjectNode object, List<String> path, JsonNode value) {
        ObjectNode at = object;
        for (String field : path.subList(0, path.size() - 1)) {
            at = at.get(field) instanceof ObjectNode inside ? inside : at.putObject(field);
        }
        if (value.isMissingNode()) {
            at.remove(path.getLast());
        } else {
            at.set(path.getLast(), value.deepCopy());
        }
    }

    @Override
    public String toString() {
        return kind.kind() + " " + name;
    }
}
