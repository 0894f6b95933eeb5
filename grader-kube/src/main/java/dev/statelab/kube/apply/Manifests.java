package dev.statelab.kube.apply;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.Limits;
import dev.statelab.core.task.NamedParameters;
import dev.statelab.kube.apply.ManifestReading.Complete;
import dev.statelab.kube.apply.ManifestReading.Faulty;
import dev.statelab.kube.apply.ManifestReading.Problem;
import dev.statelab.kube.yaml.Position;
import dev.statelab.kube.yaml.YamlDocument;
import dev.statelab.kube.yaml.YamlReader;
import dev.statelab.kube.yaml.YamlReading.Documents;
import dev.statelab.kube.yaml.YamlReading.Malformed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads what {@code kubectl apply -f} reads: a file with one or more documents, YAML or JSON, or a folder of such files
 * ({@code .yaml}, {@code .yml}, {@code .json}, in the order of their names, subfolders left out). A folder with a
 * {@code Chart.yaml} is a Helm chart and is rendered. A {@code List} counts as its items.
 */
public final class Manifests {

    private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

    private final List<Manifest> manifests = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private Manifests() {}

    /**
     * Reads them all, and reports every mistake at once.
     *
     * @param namespace what a chart is rendered for; files stay as they are
     */
    public static ManifestReading read(Path path, String namespace) {
        return read(path, namespace, ChartOptions.NONE);
    }

    /**
     * The same with options for charts.
     *
     * @param options how charts are rendered; files stay as they are
     */
    public static ManifestReading read(Path path, String namespace, ChartOptions options) {
        Manifests reading = new Manifests();
        reading.path(path, namespace, options);
        return reading.result();
    }

    /**
     * Reads manifests that are in no file.
     *
     * @param name stands for the file in messages
     */
    public static ManifestReading read(Path name, InputStream in) {
        Manifests reading = new Manifests();
        reading.file(name, () -> in.readNBytes(Limits.YAML + 1));
        return reading.result();
    }

    /** Reads what a chart was rendered to. */
    public static ManifestReading read(Chart.Rendering rendering) {
        Manifests reading = new Manifests();
        reading.rendering(rendering);
        return reading.result();
    }

    private ManifestReading result() {
        return problems.isEmpty() ? new Complete(manifests) : new Faulty(problems, manifests);
    }

    private void path(Path path, String namespace, ChartOptions options) {
        if (Chart.isOne(path)) {
            rendering(Chart.render(path, namespace, options));
        } else if (Files.isDirectory(path)) {
            folder(path);
        } else {
            file(path);
        }
    }

    private void rendering(Chart.Rendering rendering) {
        switch (rendering) {
            case Chart.Rendered(String text, TemplateLines lines) -> rendered(text, lines);
            case Chart.NotRendered(List<Problem> found) -> problems.addAll(found);
        }
    }

    private void folder(Path folder) {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(Files::isRegularFile)
                    .filter(file -> ENDINGS.stream().anyMatch(file.getFileName().toString()::endsWith))
                    .filter(file -> !file.endsWith(NamedParameters.FILE)).sorted()
                    .toList();
        } catch (IOException e) {
            problem(folder, "expected a folder that can be read: " + e.getMessage());
            return;
        }
        Optional<Path> chart = chartIn(folder);
        if (Files.isDirectory(folder.resolve("templates"))) {
            problem(folder, "expected manifests, or a Helm chart, which has a Chart.yaml; found templates without one");
            return;
        }
        if (files.isEmpty() && chart.isPresent()) {
            problem(folder, "expected manifests, or a Helm chart; found one further down: name " + chart.get());
        } else if (files.isEmpty()) {
            problem(folder,
                    "expected manifests, which end in .yaml, .yml or .json, or a Helm chart, which has a Chart.yaml;"
                            + " found neither, and subfolders are not searched");
        }
        files.forEach(file -> fileOf(folder, file));
    }

    private static Optional<Path> chartIn(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Chart::isOne).sorted().findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A link may point to another file of the folder, but not out of it. */
    private void fileOf(Path folder, Path file) {
        try {
            if (!file.toRealPath().startsWith(folder.toRealPath())) {
                problem(file, "expected a file of the folder, found a link that leads out of it");
                return;
            }
        } catch (IOException e) {
            problem(file, "expected a file that can be read: " + e.getMessage());
            return;
        }
        file(file);
    }

    private void file(Path file) {
        file(file, () -> {
            try (InputStream in = Files.newInputStream(file)) {
                return in.readNBytes(Limits.YAML + 1);
            }
        });
    }

    @FunctionalInterface
    private interface Content {

        /** At most one byte more than is wanted. */
        byte[] read() throws IOException;
    }

    private void file(Path file, Content content) {
        try {
            byte[] bytes = content.read();
            if (bytes.length > Limits.YAML) {
                problem(file, "expected manifests, found more than 3 MiB");
                return;
            }
            int before = manifests.size() + problems.size();
            text(file, UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
            if (manifests.size() + problems.size() == before) {
                problem(file, "expected at least one object, found an empty file");
            }
        } catch (NoSuchFileException e) {
            problem(file, "expected a file or a folder, found nothing of that name");
        } catch (AccessDeniedException e) {
            problem(file, "expected a file that you may read; check its permissions");
        } catch (CharacterCodingException e) {
            problem(file, "expected YAML in UTF-8, found other bytes");
        } catch (IOException e) {
            problem(file, "expected a file that can be read: " + e.getMessage());
        }
    }

    private void text(Path file, String text) {
        switch (YamlReader.read(text)) {
            case Malformed(int line, int column, String message) ->
                problems.add(new Problem(file, line, column, "not YAML: " + message));
            case Documents(List<YamlDocument> documents) ->
                documents.forEach(document -> object(file, document, document.json(), ""));
        }
    }

    private void rendered(String text, TemplateLines lines) {
        switch (YamlReader.read(text)) {
            case Malformed(int line, _, String message) ->
                problem(lines.file(line), "rendered to what is not YAML: " + message);
            case Documents(List<YamlDocument> documents) -> documents.forEach(document -> object(
                    lines.file(document.start().line()), lines.inTemplate(document), document.json(), ""));
        }
    }

    private void object(Path file, YamlDocument document, JsonNode json, String path) {
        List<String> missing = Stream.of("/apiVersion", "/kind").filter(field -> json.at(field).asText("").isEmpty())
                .map(field -> field.substring(1)).toList();
        if (!(json instanceof ObjectNode object) || !missing.isEmpty()) {
            problem(file, document, path,
                    "expected an object with apiVersion and kind; missing: " + String.join(" and ", missing));
        } else if (object.path("kind").asText().endsWith("List") && object.path("items").isArray()) {
            for (int i = 0; i < object.path("items").size(); i++) {
                object(file, document, object.path("items").path(i),
                        path + (path.isEmpty() ? "" : ".") + "items[" + i + "]");
            }
        } else if (object.at("/metadata/name").asText("").isEmpty()) {
            problem(file, document, path,
                    "expected a metadata.name, found a " + object.path("kind").asText() + " without one");
        } else {
            manifests.add(Manifest.of(object, file, document, path));
        }
    }

    private void problem(Path file, YamlDocument document, String path, String message) {
        Position at = document.find(path).position();
        problems.add(new Problem(file, at.line(), at.column(), message));
    }

    private void problem(Path file, String message) {
        problems.add(new Problem(file, 0, 0, message));
    }
}
