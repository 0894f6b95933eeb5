package dev.statelab.kube.apply;

import dev.statelab.kube.yaml.Position;
import dev.statelab.kube.yaml.YamlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the lines of a rendered chart come from. Helm names the template of each document; the line is the template's that
 * reads the same, or that becomes the same when its actions are filled in. Where that is not certain, no line is known.
 */
final class TemplateLines {

    private static final String SOURCE = "# Source: ";
    private static final String SEPARATOR = "---";

    private final Path chart;
    private final List<Path> files = new ArrayList<>();
    private final List<Optional<TemplateLine>> lines = new ArrayList<>();

    private TemplateLines(Path chart) {
        this.chart = chart;
    }

    /** @param rendered as {@code helm template} prints it */
    static TemplateLines of(Path chart, String rendered) {
        TemplateLines result = new TemplateLines(chart);
        Map<Path, List<List<TemplateLine>>> templates = new HashMap<>();
        Path file = chart;
        List<String> document = new ArrayList<>();
        for (String line : rendered.lines().toList()) {
            if (line.equals(SEPARATOR) || line.startsWith(SOURCE)) {
                result.add(document, file, templates);
                document.clear();
                file = line.startsWith(SOURCE) ? result.file(line) : file;
                result.lines.add(Optional.empty());
                result.files.add(file);
            } else {
                document.add(line);
            }
        }
        result.add(document, file, templates);
        return result;
    }

    /** The first part is the chart's name, which need not be the folder's. */
    private Path file(String source) {
        String name = source.substring(SOURCE.length()).strip();
        return chart.resolve(name.substring(name.indexOf('/') + 1));
    }

    private void add(List<String> document, Path file, Map<Path, List<List<TemplateLine>>> templates) {
        lines.addAll(Alignment.best(document, templates.computeIfAbsent(file, TemplateLines::documents)));
        document.forEach(_ -> files.add(file));
    }

    private static List<List<TemplateLine>> documents(Path template) {
        List<List<TemplateLine>> documents = new ArrayList<>(List.of(new ArrayList<>()));
        int number = 0;
        for (String line : text(template).lines().toList()) {
            number++;
            if (line.startsWith(SEPARATOR)) {
                documents.add(new ArrayList<>());
            } else {
                documents.getLast().add(TemplateLine.of(line, number));
            }
        }
        return documents;
    }

    private static String text(Path template) {
        try {
            return Files.readString(template);
        } catch (IOException notThere) {
            return "";
        }
    }

    /**
     * The template that a rendered line comes from.
     *
     * @param line from 1
     */
    Path file(int line) {
        return line >= 1 && line <= files.size() ? files.get(line - 1) : chart;
    }

    /** The document with positions in its template, as far as they are known. */
    YamlDocument inTemplate(YamlDocument rendered) {
        Map<String, Position> positions = new HashMap<>();
        rendered.positions().forEach((pointer, position) -> inTemplate(position)
                .ifPresent(known -> positions.put(pointer, known)));
        return new YamlDocument(rendered.json(), inTemplate(rendered.start()).orElse(Position.UNKNOWN), positions);
    }

    private Optional<Position> inTemplate(Position position) {
        if (position.line() < 1 || position.line() > lines.size()) {
            return Optional.empty();
        }
        return lines.get(position.line() - 1).map(line -> line.position(position.column()));
    }
}
