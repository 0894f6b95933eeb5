package dev.statelab.core.mutation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.KubernetesObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes the mutants of a solution: a pure function. Every object is left out once, every field is removed, emptied and
 * changed to each of its {@link Neighbours}, every entry of a list is dropped and duplicated, every line of a script is
 * left out, and a StatefulSet is made a Deployment. Left alone is what says which object it is: {@code apiVersion},
 * {@code kind} and {@code metadata.namespace}, and that there is a name.
 */
public final class Mutants {

    private static final Set<String> IDENTITY = Set.of("apiVersion", "kind", "metadata.namespace");
    private static final String NAME = "metadata.name";

    private final List<KubernetesObject> reference;
    private final int index;
    private final Set<JsonNode> made = new HashSet<>();
    private final Consumer<Mutant> mutants;

    private Mutants(List<KubernetesObject> reference, int index, Consumer<Mutant> mutants) {
        this.reference = reference;
        this.index = index;
        this.mutants = mutants;
        made.add(object().json());
    }

    /** All mutants, in the order of the objects and their fields. No two are the same solution. */
    public static List<Mutant> of(List<KubernetesObject> reference) {
        List<Mutant> mutants = new ArrayList<>();
        for (int index = 0; index < reference.size(); index++) {
            new Mutants(reference, index, mutants::add).make();
        }
        return mutants;
    }

    private KubernetesObject object() {
        return reference.get(index);
    }

    private void make() {
        List<KubernetesObject> others = new ArrayList<>(reference);
        others.remove(index);
        mutants.accept(new Mutant(name(), "", "removed", others));
        Deployments.from(object().json()).ifPresent(deployment -> add("", "-> Deployment", deployment));
        fields(object().json(), "", json -> json);
    }

    private String name() {
        return object().kind().kind() + " " + object().name();
    }

    /** Where a part of the object is in a copy of it. */
    @FunctionalInterface
    private interface Way {
        JsonNode in(JsonNode copy);
    }

    private void fields(ObjectNode node, String path, Way way) {
        node.properties().forEach(entry -> {
            String field = entry.getKey();
            String fieldPath = path.isEmpty() ? field : path + "." + field;
            if (!IDENTITY.contains(fieldPath)) {
                field(field, entry.getValue(), fieldPath, way);
            }
        });
    }

    private void field(String field, JsonNode value, String path, Way way) {
        if (!path.equals(NAME)) {
            change(path, "removed", way, node -> node.remove(field));
            empty(value).ifPresent(empty -> change(path, "emptied", way, node -> node.set(field, empty)));
        }
        Neighbours.of(field, value)
                .forEach((change, neighbour) -> change(path, change, way, node -> node.set(field, neighbour)));
        inside(value, path, copy -> way.in(copy).path(field));
    }

    private void inside(JsonNode value, String path, Way way) {
        if (value instanceof ObjectNode object) {
            fields(object, path, way);
        } else if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                entry(array.get(i), i, path, way);
            }
        }
    }

    private void entry(JsonNode value, int i, String path, Way way) {
        String entryPath = path + "[" + i + "]";
        changeList(entryPath, "dropped", way, list -> list.remove(i));
        changeList(entryPath, "duplicated", way, list -> list.insert(i, value));
        Map<String, JsonNode> neighbours = Neighbours.of(path.substring(path.lastIndexOf('.') + 1), value);
        neighbours.forEach((change, neighbour) -> changeList(entryPath, change, way, list -> list.set(i, neighbour)));
        inside(value, entryPath, copy -> way.in(copy).path(i));
    }

    private static Optional<JsonNode> empty(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> Optional.of(object.objectNode());
            case ArrayNode array -> Optional.of(array.arrayNode());
            case JsonNode text when text.isTextual() -> Optional.of(Neighbours.text(""));
            default -> Optional.empty();
        };
    }

    private void change(String path, String change, Way way, Consumer<ObjectNode> edit) {
        ObjectNode copy = object().json().deepCopy();
        edit.accept((ObjectNode) way.in(copy));
        add(path, change, copy);
    }

    private void changeList(String path, String change, Way way, Consumer<ArrayNode> edit) {
        ObjectNode copy = object().json().deepCopy();
        edit.accept((ArrayNode) way.in(copy));
        add(path, change, copy);
    }

    private void add(String path, String change, ObjectNode changed) {
        if (made.add(changed)) {
            List<KubernetesObject> objects = new ArrayList<>(reference);
            objects.set(index, new KubernetesObject(changed));
            mutants.accept(new Mutant(name(), path, change, objects));
        }
    }
}
