package dev.statelab.kube.apply;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.statelab.kube.apply.ManifestReading.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds what would make Helm ask somebody else while it renders a chart: schemas that refer to others in the internet, and
 * templates that look things up. The latter would be asked of the cluster of this machine's kubeconfig, whoever wrote the
 * chart. (A template that hides the word finds nobody either: Helm is told of a cluster where nobody answers.)
 */
final class ReachingOut {

    private static final Pattern REMOTE = Pattern.compile("\"\\$ref\"\\s*:\\s*\"(?i:https?):");
    private static final Pattern LOOKUP = Pattern.compile("\\{\\{(?:(?!}}).)*?\\blookup\\b", Pattern.DOTALL);
    private static final int DEEPEST = 8;
    private static final int LARGEST = 3 * 1024 * 1024;

    private ReachingOut() {}

    static List<Problem> of(Path chart) throws IOException {
        List<Problem> problems = new ArrayList<>();
        try (Stream<Path> files = Files.walk(chart, DEEPEST)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                boolean template = chart.relativize(file).toString().contains("templates");
                if ((template || file.endsWith("values.schema.json")) && Files.size(file) <= LARGEST) {
                    look(file, new String(Files.readAllBytes(file), UTF_8), template, problems);
                }
            }
        }
        return problems;
    }

    private static void look(Path file, String text, boolean template, List<Problem> problems) {
        if (!template && REMOTE.matcher(text).find()) {
            problems.add(new Problem(file, 0, 0, "expected a schema that is complete, found a $ref to another one "
                    + "in the internet, where nothing is looked up"));
        }
        Matcher lookup = LOOKUP.matcher(text);
        if (template && lookup.find()) {
            int line = 1 + (int) text.substring(0, lookup.end()).chars().filter(character -> character == '\n').count();
            problems.add(new Problem(file, line, 0,
                    "expected templates that are rendered from the chart and its values alone, found a lookup"));
        }
    }
}
