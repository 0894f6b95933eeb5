package dev.statelab.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.kube.apply.ManifestReading.Complete;
import dev.statelab.kube.apply.ManifestReading.Faulty;
import dev.statelab.kube.apply.ManifestReading.Problem;
import dev.statelab.kube.yaml.Position;
import dev.statelab.kube.yaml.YamlDocument;
import dev.statelab.kube.yaml.YamlReader;
import dev.statelab.kube.yaml.YamlReading.Documents;
import dev.statelab.kube.yaml.YamlReading.Malformed;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        Manifests reading = new Manifests();
        reading.path(path, namespace);
        return reading.result();
    }

    private ManifestReading result() {
        return problems.isEmpty() ? new Complete(manifests) : new Faulty(problems, manifests);
    }

    private void path(Path path, String namespace) {
        if (Files.isRegularFile(path.resolve("Chart.yaml"))) {
            switch (Chart.render(path, namespace)) {
                case Chart.Rendered(String text) -> rendered(path, text);
                case Chart.NotRendered(String message) -> problem(path, message);
            }
        } else if (Files.isDirectory(path)) {
            folder(path);
        } else {
            file(path);
        }
    }

    private void folder(Path folder) {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(Files::isRegularFile)
                    .filter(file -> ENDINGS.stream().anyMatch(file.getFileName().toString()::endsWith)).sorted()
                    .toList();
        } catch (IOException e) {
            problem(folder, "expected a folder that can be read: " + e.getMessage());
            return;
        }
        if (files.isEmpty()) {
            problem(folder, "expected files that end in .yaml, .yml or .json, found none; subfolders are not searched");
        }
        files.forEach(this::file);
    }

    private void file(Path file) {
        try {
            if (Files.size(file) > YamlReader.MAX_CHARACTERS) {
                problem(file, "expected manifests, found a file of more than 3 MiB");
                return;
            }
            int before = manifests.size() + problems.size();
            text(file, Files.readString(file));
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

    /** What a template gave has no lines of its own; its file is all that helps. */
    private void rendered(Path chart, String text) {
        switch (YamlReader.read(text)) {
            case Malformed(int line, int column, String message) ->
                problem(Chart.template(chart, text, line), "rendered to what is not YAML: " + message);
            case Documents(List<YamlDocument> documents) -> documents.forEach(document -> object(
                    Chart.template(chart, text, document.start().line()), new YamlDocument(document.json(), Position.UNKNOWN, Map.of()),
                    document.json(), ""));
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
