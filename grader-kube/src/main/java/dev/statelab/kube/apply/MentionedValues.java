package dev.statelab.kube.apply;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.statelab.core.Limits;
import dev.statelab.kube.yaml.YamlReader;
import dev.statelab.kube.yaml.YamlReading.Documents;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which values the templates of a chart, and of the charts in it, read by name. Archives are not looked into. */
final class MentionedValues {

    private static final Pattern MENTIONED = Pattern.compile("\\.Values((?:\\.[A-Za-z_]\\w*)+)");
    private static final int DEEPEST = 8;

    private final Set<List<String>> paths = new LinkedHashSet<>();

    private MentionedValues() {}

    /** Each as the names that lead to it, from the values of the outermost chart. */
    static Set<List<String>> of(Path chart) throws IOException {
        MentionedValues mentioned = new MentionedValues();
        mentioned.read(chart, List.of(), DEEPEST);
        return mentioned.paths;
    }

    private void read(Path chart, List<String> under, int deep) throws IOException {
        for (Path file : files(chart.resolve("templates"))) {
            Matcher mentioned = MENTIONED.matcher(text(file));
            while (mentioned.find()) {
                paths.add(below(under, mentioned.group(1).substring(1).split("\\.", -1)));
            }
        }
        if (deep > 0) {
            for (Path other : charts(chart)) {
                JsonNode about = about(other);
                for (String name : names(about(chart), about.path("name").asText())) {
                    read(other, below(under, name), deep - 1);
                }
                if (about.path("type").asText().equals("library")) {
                    // Its templates are included by those of this chart, with the values of this one.
                    read(other, under, deep - 1);
                }
            }
        }
    }

    private static List<String> below(List<String> under, String... names) {
        return Stream.concat(under.stream(), Stream.of(names)).toList();
    }

    /** Of a file that is larger than any manifest may be, the beginning. */
    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(Limits.YAML), UTF_8);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static List<Path> charts(Path chart) throws IOException {
        Path folder = chart.resolve("charts");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(Chart::isOne).sorted().toList();
        }
    }

    private static JsonNode about(Path chart) throws IOException {
        return YamlReader.read(text(chart.resolve("Chart.yaml"))) instanceof Documents(var documents)
                && !documents.isEmpty() ? documents.getFirst().json() : MissingNode.getInstance();
    }

    /** Under which names a chart finds the values of another: its aliases, where it has some. */
    private static List<String> names(JsonNode about, String name) {
        List<String> names = new ArrayList<>();
        about.path("dependencies").valueStream().filter(needed -> needed.path("name").asText().equals(name))
                .forEach(needed -> names.add(needed.path("alias").asText(name)));
        return names.isEmpty() ? List.of(name) : names;
    }
}
