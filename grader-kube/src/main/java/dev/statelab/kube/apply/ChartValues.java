package dev.statelab.kube.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.kube.http.Json;
import dev.statelab.kube.yaml.YamlReader;
import dev.statelab.kube.yaml.YamlReading.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The values that a chart is rendered with, and the places in them.
 *
 * @param charts under which names other charts find theirs
 */
record ChartValues(ObjectNode json, Set<String> charts) {

    private static final String PRINTED = "statelabValues";
    private static final int DEEPEST = 8;

    /**
     * A value.
     *
     * @param path the names and indices that lead to it
     */
    record Place(List<String> path, JsonNode value) {
        Place {
            path = List.copyOf(path);
        }

        /** As {@code --set} has it. */
        @Override
        public String toString() {
            StringBuilder dotted = new StringBuilder();
            for (String step : path) {
                boolean index = !step.isEmpty() && step.chars().allMatch(Character::isDigit);
                dotted.append(index ? "[" + step + "]" : (dotted.isEmpty() ? "" : ".") + step);
            }
            return dotted.toString();
        }
    }

    /**
     * As Helm itself merges them, with those of the charts in it: a chart that has nothing but these values prints them.
     *
     * @param folder a new one, for the chart that prints
     * @throws IllegalStateException with Helm's words when they cannot be merged
     */
    static ChartValues of(Path chart, ChartOptions options, Path folder) throws IOException {
        Path templates = Files.createDirectories(folder.resolve("templates"));
        Path _ = Files.writeString(templates.resolve("values.yaml"), PRINTED + ": {{ toJson .Values | quote }}\n");
        if (Files.isDirectory(chart.resolve("charts"))) {
            Path _ = Files.copy(chart.resolve("Chart.yaml"), folder.resolve("Chart.yaml"));
            copy(chart.resolve("charts"), folder.resolve("charts"));
        } else {
            Path _ = Files.writeString(folder.resolve("Chart.yaml"),
                    "apiVersion: v2\nname: values\nversion: 1.0.0\n");
        }
        Path own = chart.resolve("values.yaml");
        if (Files.exists(own)) {
            Path _ = Files.copy(own, folder.resolve("values.yaml"));
        }
        String printed = Chart.open(folder).template("values", "values", options.files(), options.single());
        String text = FlatObject.all(printed).orElse(List.of()).stream()
                .map(object -> object.fields().getOrDefault(PRINTED, Json.MAPPER.missingNode()).asText())
                .filter(json -> !json.isEmpty()).findFirst().orElse("{}");
        try {
            return new ChartValues(Json.MAPPER.readTree(text) instanceof ObjectNode object
                    ? object
                    : JsonNodeFactory.instance.objectNode(), charts(chart));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the chart's values are not JSON", e);
        }
    }

    private static Set<String> charts(Path chart) throws IOException {
        return YamlReader.read(Files.readString(chart.resolve("Chart.yaml"))) instanceof Documents(var documents)
                ? documents.stream().flatMap(document -> document.json().path("dependencies").valueStream())
                        .map(needed -> needed.path("alias").asText(needed.path("name").asText()))
                        .collect(Collectors.toSet())
                : Set.of();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from, DEEPEST)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Path _ = Files.createDirectories(copy.getParent());
                Path _ = Files.copy(file, copy);
            }
        }
    }

    /** Every single value; an empty object or list counts as one. Those of other charts come last. */
    List<Place> places() {
        List<Place> places = new ArrayList<>();
        collect(json, List.of(), places);
        return places.stream()
                .sorted(Comparator.comparing((Place place) -> charts.contains(place.path().getFirst()))).toList();
    }

    private static void collect(JsonNode node, List<String> path, List<Place> into) {
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            object.properties().forEach(field -> collect(field.getValue(), child(path, field.getKey()), into));
        } else if (node instanceof ArrayNode array && !array.isEmpty()) {
            for (int i = 0; i < array.size(); i++) {
                collect(array.path(i), child(path, Integer.toString(i)), into);
            }
        } else if (!path.isEmpty()) {
            into.add(new Place(path, node));
        }
    }

    private static List<String> child(List<String> path, String name) {
        return Stream.concat(path.stream(), Stream.of(name)).toList();
    }

    /** Values that templates read by name, and that are not there: they have a default, or are optional. */
    List<Place> missing(Path chart) throws IOException {
        return MentionedValues.of(chart).stream().filter(path -> json.at("/" + String.join("/", path)).isMissingNode())
                .filter(path -> parents(path).allMatch(parent -> parent.isMissingNode() || parent.isObject()))
                .map(path -> new Place(path, Json.MAPPER.missingNode())).toList();
    }

    private Stream<JsonNode> parents(List<String> path) {
        return Stream.iterate(1, length -> length < path.size(), length -> length + 1)
                .map(length -> json.at("/" + String.join("/", path.subList(0, length))));
    }

    /** These values with one of them changed. */
    ObjectNode with(Place place, JsonNode value) {
        ObjectNode copy = json.deepCopy();
        JsonNode parent = copy;
        for (String step : place.path().subList(0, place.path().size() - 1)) {
            JsonNode child = parent instanceof ArrayNode array ? array.path(Integer.parseInt(step)) : parent.path(step);
            parent = child.isContainerNode() ? child : ((ObjectNode) parent).putObject(step);
        }
        String last = place.path().getLast();
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(last), value);
        } else {
            ((ObjectNode) parent).set(last, value);
        }
        return copy;
    }
}
