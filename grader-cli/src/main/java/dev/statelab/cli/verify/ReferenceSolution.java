package dev.statelab.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.statelab.cli.ExitCode;
import dev.statelab.cli.GraderException;
import dev.statelab.cli.Text;
import dev.statelab.core.cases.CaseSolution.ChartChange;
import dev.statelab.core.cases.CaseSolution.Replacement;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.task.Mistake;
import dev.statelab.kube.apply.Chart;
import dev.statelab.kube.apply.ChartOptions;
import dev.statelab.kube.apply.ChartView;
import dev.statelab.kube.apply.Manifest;
import dev.statelab.kube.apply.ManifestReading;
import dev.statelab.kube.apply.Manifests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a folder holds: manifests, or a chart rendered.
 *
 * @param manifests of a chart without its hooks
 * @param charts what is known of the chart; none for manifests
 */
record ReferenceSolution(List<Manifest> manifests, List<KubernetesObject> charts) {

    ReferenceSolution {
        manifests = List.copyOf(manifests);
        charts = List.copyOf(charts);
    }

    List<KubernetesObject> objects() {
        return manifests.stream().map(Manifest::object).toList();
    }

    /** @throws GraderException naming everything that is wrong with it */
    static ReferenceSolution read(Path path, String namespace) {
        return read(path, namespace, ChartOptions.NONE);
    }

    /**
     * A chart with changes.
     *
     * @throws GraderException naming everything that is wrong with it, or with the changes
     */
    static ReferenceSolution read(Path chart, String namespace, ChartChange change) {
        if (change.isNone()) {
            return read(chart, namespace);
        }
        try {
            Path folder = Files.createTempDirectory("statelab-case");
            try {
                // A release is called as its folder.
                Path copy = folder.resolve(chart.getFileName());
                copy(chart, copy);
                for (Replacement replacement : change.replacements()) {
                    replace(copy, replacement);
                }
                return read(copy, namespace, new ChartOptions("", List.of(), change.set()));
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ReferenceSolution read(Path path, String namespace, ChartOptions options) {
        List<Manifest> manifests = switch (Manifests.read(path, namespace, options)) {
            case ManifestReading.Complete(List<Manifest> read) -> read;
            case ManifestReading.Faulty(var problems, var _) -> throw new GraderException(ExitCode.USAGE,
                    String.join("\n", problems.stream().map(problem -> Text.line(problem.toString())).toList()));
        };
        return new ReferenceSolution(manifests, Chart.isOne(path)
                ? List.of(ChartView.of(path, namespace, options, ChartView.Source.FOLDER))
                : List.of());
    }

    private static void replace(Path chart, Replacement replacement) throws IOException {
        Path file = chart.resolve(replacement.file());
        String text = Files.isRegularFile(file) ? Files.readString(file) : "";
        int at = text.indexOf(replacement.text());
        if (at < 0 || text.indexOf(replacement.text(), at + 1) >= 0) {
            throw new GraderException(ExitCode.USAGE,
                    new Mistake(replacement.place().file(), replacement.place().line(),
                            replacement.place().column(), "a text that is in " + replacement.file() + " exactly once",
                            at < 0 ? "none" : "more than one").toString());
        }
        Path _ = Files.write(file, text.replace(replacement.text(), replacement.with()).getBytes(UTF_8));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path _ = Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
