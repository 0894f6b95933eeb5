package dev.statelab.kube.apply;

import dev.statelab.core.Limits;
import dev.statelab.kube.apply.ManifestReading.Problem;
import dev.statelab.kube.yaml.YamlDocument;
import dev.statelab.kube.yaml.YamlReader;
import dev.statelab.kube.yaml.YamlReading.Documents;
import dev.statelab.kube.yaml.YamlReading.Malformed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Looks through what a chart is to be installed with, since Helm names no line of a values file. */
final class ValuesGiven {

    /** As Helm allows it: a DNS name of at most 53 characters. */
    private static final Pattern RELEASE = Pattern
            .compile("(?=.{1,53}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    private ValuesGiven() {}

    static List<Problem> problems(Path chart, ChartOptions options) {
        List<Problem> problems = new ArrayList<>();
        if (!options.release().isEmpty() && !RELEASE.matcher(options.release()).matches()) {
            problems.add(
                    new Problem(chart, 0, 0, "expected a release's name of at most 53 lower-case letters, digits, '-'"
                            + " and '.', found '" + options.release() + "'"));
        }
        options.files().forEach(file -> inFile(file).ifPresent(problems::add));
        options.single().keySet().stream().filter(String::isBlank).forEach(_ -> problems.add(
                new Problem(chart, 0, 0, "expected --set PATH=VALUE, found one without a path")));
        return problems;
    }

    private static Optional<Problem> inFile(Path file) {
        try {
            if (Files.size(file) > Limits.YAML) {
                return problem(file, "expected values for a chart, found more than 3 MiB");
            }
            return switch (YamlReader.read(Files.readString(file))) {
                case Malformed(int line, int column, String message) ->
                    Optional.of(new Problem(file, line, column, "not YAML: " + message));
                case Documents(List<YamlDocument> documents) when documents.size() > 1 ->
                    problem(file, "expected one document with values, found " + documents.size());
                case Documents(List<YamlDocument> documents) when documents.stream()
                        .anyMatch(document -> !document.json().isObject()) ->
                    Optional.of(new Problem(file, documents.getFirst().start().line(),
                            documents.getFirst().start().column(),
                            "expected values by their names, such as 'replicaCount: 3'"));
                case Documents _ -> Optional.empty();
            };
        } catch (NoSuchFileException e) {
            return problem(file, "expected a file with values for the chart, found nothing of that name");
        } catch (IOException e) {
            return problem(file, "expected a file with values that can be read: " + e);
        }
    }

    private static Optional<Problem> problem(Path file, String message) {
        return Optional.of(new Problem(file, 0, 0, message));
    }
}
