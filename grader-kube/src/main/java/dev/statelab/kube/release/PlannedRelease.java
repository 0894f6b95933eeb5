package dev.statelab.kube.release;

import static java.util.Objects.requireNonNull;

import dev.statelab.kube.apply.Chart;
import dev.statelab.kube.apply.ChartOptions;
import dev.statelab.kube.apply.Hazards;
import dev.statelab.kube.apply.Manifest;
import dev.statelab.kube.apply.ManifestReading;
import dev.statelab.kube.apply.ManifestReading.Problem;
import dev.statelab.kube.apply.Manifests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A chart that can be rendered, and may be installed.
 *
 * @param folder stays as it is until the chart is installed
 * @param trusted whether it may ask for what reaches beyond its namespace
 * @param manifests what it is rendered to for its namespace, without hooks, which Helm does not show
 */
public record PlannedRelease(Path folder, ChartOptions options, boolean trusted, List<Manifest> manifests) {

    public PlannedRelease {
        requireNonNull(folder, "folder");
        requireNonNull(options, "options");
        manifests = List.copyOf(manifests);
    }

    /** What came of reading a chart. */
    public sealed interface Planning {}

    /** It can be installed. */
    public record Planned(PlannedRelease release) implements Planning {}

    /**
     * It cannot, or should not.
     *
     * @param problems all that is wrong
     * @param hazardous whether that is only what it asks for
     */
    public record NotPlanned(List<Problem> problems, boolean hazardous) implements Planning {
        public NotPlanned {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Renders a chart as Helm does, and looks at what it asks for.
     *
     * @param trusted whether it may ask for what reaches beyond its namespace
     */
    public static Planning plan(Path folder, String namespace, ChartOptions options, boolean trusted) {
        return switch (Manifests.read(folder, namespace, options)) {
            case ManifestReading.Faulty(List<Problem> problems, var _) -> new NotPlanned(problems, false);
            case ManifestReading.Complete(List<Manifest> manifests) -> {
                List<Problem> hazards = new ArrayList<>(
                        trusted ? List.of() : Hazards.of(manifests, namespace));
                Path definitions = folder.resolve("crds");
                if (Files.isDirectory(definitions)) {
                    hazards.add(new Problem(definitions, 0, 0,
                            "expected a chart without CustomResourceDefinitions, which are the whole cluster's"));
                }
                yield hazards.isEmpty()
                        ? new Planned(new PlannedRelease(folder, options, trusted, manifests))
                        : new NotPlanned(hazards, true);
            }
        };
    }

    String name() {
        return Chart.releaseName(folder, options);
    }
}
