package dev.statelab.kube.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.kube.apply.ChartOptions;
import dev.statelab.kube.apply.ChartView;
import dev.statelab.kube.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Writes the chart of a release into a folder, so that it can be rendered again. Helm keeps no charts that it depends on.
 *
 * @param folder where it is, with a {@code Chart.yaml}
 * @param options what it was installed with
 * @param needed the charts that it depends on
 * @param manifest what Helm rendered it to, those charts included
 */
record StoredChart(Path folder, ChartOptions options, List<String> needed, String manifest) {

    private static final int MOST_FILES = 500;

    StoredChart {
        needed = List.copyOf(needed);
    }

    /**
     * Unpacks a release.
     *
     * @param into a new folder
     * @throws IOException when a name in it leads out of the folder, or it is no chart
     */
    static StoredChart unpack(JsonNode release, Path into) throws IOException {
        JsonNode chart = release.path("chart");
        if (!(chart.path("metadata") instanceof ObjectNode metadata)) {
            throw new IOException("it holds no chart");
        }
        Path folder = Files.createDirectories(into.resolve("chart"));
        ObjectNode alone = metadata.deepCopy();
        JsonNode _ = alone.remove("dependencies");
        write(folder, "Chart.yaml", Json.MAPPER.writeValueAsBytes(alone));
        write(folder, "values.yaml", Json.MAPPER.writeValueAsBytes(object(chart.path("values"))));
        if (chart.path("schema").isTextual()) {
            write(folder, "values.schema.json", bytes(chart.path("schema")));
        }
        if (chart.path("templates").size() + chart.path("files").size() > MOST_FILES) {
            throw new IOException("it has more than " + MOST_FILES + " files");
        }
        for (JsonNode file : chart.path("templates")) {
            write(folder, file.path("name").asText(), bytes(file.path("data")));
        }
        for (JsonNode file : chart.path("files")) {
            write(folder, file.path("name").asText(), bytes(file.path("data")));
        }
        Path given = into.resolve("given.yaml");
        Path _ = Files.write(given, Json.MAPPER.writeValueAsBytes(object(release.path("config"))));
        return new StoredChart(folder,
                new ChartOptions(release.path("name").asText(), List.of(given), Map.of()),
                metadata.path("dependencies").valueStream().map(needed -> needed.path("name").asText()).toList(),
                release.path("manifest").asText());
    }

    /** What the chart is rendered to by itself, with what came of the charts that it depends on. */
    KubernetesObject withOthers(KubernetesObject view) {
        return needed.isEmpty()
                ? view
                : ChartView.withOthers(view, manifest, "Helm stores none of the charts that a chart depends on, here "
                        + String.join(", ", needed)
                        + "; install it by 'grader evaluate TASK --apply CHART', which reads them from its folder charts");
    }

    private static JsonNode object(JsonNode json) {
        return json.isObject() ? json : Json.MAPPER.createObjectNode();
    }

    private static byte[] bytes(JsonNode data) throws IOException {
        try {
            return Base64.getDecoder().decode(data.asText());
        } catch (IllegalArgumentException e) {
            throw new IOException("a file of it is not in base 64", e);
        }
    }

    private static void write(Path folder, String name, byte[] content) throws IOException {
        Path file;
        try {
            file = folder.resolve(name).normalize();
        } catch (InvalidPathException e) {
            throw new IOException("a file of it has no name for a file", e);
        }
        if (!file.startsWith(folder) || file.equals(folder)) {
            throw new IOException("the name of a file leads out of it");
        }
        Path _ = Files.createDirectories(file.getParent());
        Path _ = Files.write(file, content);
    }
}
