package dev.statelab.lab.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.schema.ListKeys;
import dev.statelab.lab.api.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Strategic merge patches: as a merge patch, but lists with keys are merged element by element, and directives
 * ({@code $patch}, {@code $retainKeys}, {@code $setElementOrder}, {@code $deleteFromPrimitiveList}) say what else is to
 * be done
 * (<a href="https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md">
 * Strategic Merge Patch</a>).
 */
public final class StrategicMergePatch {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String DIRECTIVE = "$patch";
    private static final String RETAIN = "$retainKeys";
    private static final String ORDER = "$setElementOrder/";
    private static final String DELETE = "$deleteFromPrimitiveList/";

    private StrategicMergePatch() {}

    /** The patched object; its argument stays as it is. */
    public static ObjectNode apply(Schema.Struct schema, ObjectNode target, ObjectNode patch) {
        return merge(Optional.of(schema), target, patch);
    }

    private static ObjectNode merge(Optional<Schema.Struct> schema, JsonNode target, ObjectNode patch) {
        String directive = patch.path(DIRECTIVE).asText();
        if (directive.equals("delete")) {
            return NODES.objectNode();
        }
        ObjectNode merged = target instanceof ObjectNode object && !directive.equals("replace")
                ? object.deepCopy()
                : NODES.objectNode();
        if (patch.path(RETAIN).isArray()) {
            Set<String> retained = texts(patch.path(RETAIN));
            merged.retain(retained);
        }
        for (var entry : patch.properties()) {
            String field = entry.getKey();
            if (field.startsWith(DELETE)) {
                remove(merged, field.substring(DELETE.length()), texts(entry.getValue()));
            } else if (!field.startsWith("$")) {
                mergeField(schema, merged, field, entry.getValue());
            }
        }
        for (var entry : patch.properties()) {
            if (entry.getKey().startsWith(ORDER)) {
                order(schema, merged, entry.getKey().substring(ORDER.length()), entry.getValue());
            }
        }
        return merged;
    }

    private static void mergeField(Optional<Schema.Struct> schema, ObjectNode merged, String field, JsonNode value) {
        Optional<List<String>> keys = schema.flatMap(struct -> ListKeys.of(struct, field));
        boolean isSet = schema.filter(struct -> ListKeys.isSet(struct, field)).isPresent();
        if (value.isNull()) {
            merged.remove(field);
        } else if (value instanceof ObjectNode object) {
            if (object.path(DIRECTIVE).asText().equals("delete")) {
                merged.remove(field);
            } else {
                merged.set(field, merge(child(schema, field), merged.path(field), object));
            }
        } else if (value instanceof ArrayNode array && keys.isPresent()) {
            merged.set(field, mergeList(element(schema, field), keys.get().getFirst(), merged.path(field), array));
        } else if (value instanceof ArrayNode array && isSet) {
            ArrayNode union = NODES.arrayNode();
            Stream.concat(merged.path(field).valueStream(), array.valueStream()).distinct().forEach(union::add);
            merged.set(field, union);
        } else {
            merged.set(field, value.deepCopy());
        }
    }

    private static ArrayNode mergeList(Optional<Schema.Struct> element, String key, JsonNode target, ArrayNode patch) {
        boolean replaces = patch.valueStream().anyMatch(part -> isBare(part, "replace"));
        List<JsonNode> merged = new ArrayList<>(replaces ? List.of() : target.valueStream().toList());
        for (JsonNode part : patch) {
            if (!(part instanceof ObjectNode object) || isBare(part, "replace")) {
                continue;
            }
            int at = indexOf(merged, key, part.path(key));
            if (part.path(DIRECTIVE).asText().equals("delete")) {
                if (at >= 0) {
                    merged.remove(at);
                }
            } else if (at >= 0) {
                merged.set(at, merge(element, merged.get(at), object));
            } else {
                merged.add(merge(element, NODES.objectNode(), object));
            }
        }
        return NODES.arrayNode().addAll(merged);
    }

    private static boolean isBare(JsonNode part, String directive) {
        return part.path(DIRECTIVE).asText().equals(directive) && part.size() == 1;
    }

    private static int indexOf(List<JsonNode> elements, String key, JsonNode value) {
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i).path(key).equals(value)) {
                return i;
            }
        }
        return -1;
    }

    private static void remove(ObjectNode merged, String field, Set<String> gone) {
        if (merged.get(field) instanceof ArrayNode present) {
            ArrayNode left = merged.putArray(field);
            present.valueStream().filter(value -> !gone.contains(value.asText())).forEach(left::add);
        }
    }

    /** The named elements come in the named order, those that the patch does not know of after them. */
    private static void order(Optional<Schema.Struct> schema, ObjectNode merged, String field, JsonNode order) {
        if (!(merged.get(field) instanceof ArrayNode present)) {
            return;
        }
        Optional<String> key = schema.flatMap(struct -> ListKeys.of(struct, field)).map(List::getFirst);
        Function<JsonNode, JsonNode> identity = element -> key.map(element::path).orElse(element);
        List<JsonNode> wanted = order.valueStream().map(identity).toList();
        ArrayNode ordered = NODES.arrayNode();
        wanted.forEach(id -> present.valueStream()
                .filter(element -> identity.apply(element).equals(id))
                .forEach(ordered::add));
        present.valueStream().filter(element -> !wanted.contains(identity.apply(element))).forEach(ordered::add);
        merged.set(field, ordered);
    }

    private static Optional<Schema.Struct> child(Optional<Schema.Struct> schema, String field) {
        return schema.flatMap(struct -> struct.field(field))
                .flatMap(value -> value instanceof Schema.Struct struct ? Optional.of(struct) : Optional.empty());
    }

    private static Optional<Schema.Struct> element(Optional<Schema.Struct> schema, String field) {
        return schema.flatMap(struct -> struct.field(field))
                .flatMap(value -> value instanceof Schema.ListOf(Schema.Struct struct)
                        ? Optional.of(struct)
                        : Optional.empty());
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> found = new HashSet<>();
        array.forEach(value -> found.add(value.asText()));
        return found;
    }
}
