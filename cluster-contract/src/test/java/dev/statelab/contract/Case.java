package dev.statelab.contract;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.zjsonpatch.JsonPatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A solution and the outcome that it must get: a file in the folder {@code cases} of a task.
 *
 * @param patches what is different from the reference solution; none for that one itself
 * @param outcomes {@code passed}, {@code failed} or {@code blocked by ID} for each criterion, by its id
 */
record Case(String task, String name, List<Patch> patches, Map<String, String> outcomes) {

    private static final ObjectMapper YAML = new YAMLMapper();
    private static final Path HOME = Path.of("..");

    /**
     * A JSON Patch (RFC 6902) of one object.
     *
     * @param kind of the object; a solution has one of each
     */
    record Patch(String kind, JsonNode operations) {}

    Case {
        patches = List.copyOf(patches);
    }

    static Stream<Case> of(String task) {
        try (Stream<Path> files = Files.list(HOME.resolve("tasks").resolve(task).resolve("cases"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().map(file -> read(task, file))
                    .toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Case read(String task, Path file) {
        try {
            JsonNode spec = YAML.readTree(file.toFile());
            List<Patch> patches = spec.path("spec").path("patches").valueStream()
                    .map(patch -> new Patch(patch.path("target").path("kind").asText(), patch.path("patch")))
                    .toList();
            Map<String, String> outcomes = spec.path("spec").path("outcomes").propertyStream()
                    .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().asText(), (a, _) -> a,
                            LinkedHashMap::new));
            return new Case(task, spec.path("metadata").path("name").asText(), patches, outcomes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The solution's objects, without a Namespace and for whichever namespace there is. */
    List<ObjectNode> objects() {
        Path reference = HOME.resolve("reference-solutions").resolve(task + "-all-in-one.yaml");
        try (var documents = YAML.readerFor(ObjectNode.class).<ObjectNode>readValues(reference.toFile())) {
            return documents.readAll().stream()
                    .filter(object -> !kind(object).equals("Namespace"))
                    .map(this::patched)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode patched(ObjectNode object) {
        JsonNode patched = object;
        for (Patch patch : patches) {
            if (patch.kind().equals(kind(object))) {
                patched = JsonPatch.apply(patch.operations(), patched);
            }
        }
        ((ObjectNode) patched.path("metadata")).remove("namespace");
        return (ObjectNode) patched;
    }

    private static String kind(ObjectNode object) {
        return object.path("kind").asText();
    }

    @Override
    public String toString() {
        return task + " " + name;
    }
}
