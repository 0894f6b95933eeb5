package dev.statelab.kube.release;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.KubernetesObject;
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
     * @param manifests what it is rendered to, where it is
     */
    public record NotPlanned(List<Problem> problems, boolean hazardous, List<Manifest> manifests) implements Planning {
        public NotPlanned {
            problems = List.copyOf(problems);
            manifests = List.copyOf(manifests);
        }
    }

    /**
     * Renders a chart as Helm does, and looks at what it asks for.
     *
     * @param trusted whether it may ask for what reaches beyond its namespace
     */
    public static Planning plan(Path folder, String namespace, ChartOptions options, boolean trusted) {
        return plan(folder, Chart.render(folder, namespace, options), namespace, options, trusted);
    }

    /** The same for a chart that was rendered just now, for this namespace and with these options. */
    public static Planning plan(Path folder, Chart.Rendering rendering, String namespace, ChartOptions options,
            boolean trusted) {
        return switch (Manifests.read(rendering)) {
            case ManifestReading.Faulty(List<Problem> problems, List<Manifest> read) ->
                new NotPlanned(problems, false, read);
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
                        : new NotPlanned(hazards, true, manifests);
            }
        };
    }

    /** The release's. */
    public String name() {
        return Chart.releaseName(folder, options);
    }

    /** The manifests with what Helm adds to each, so that it knows its own. */
    public List<Manifest> asInstalled(String namespace) {
        return manifests.stream().map(manifest -> {
            ObjectNode object = manifest.object().json().deepCopy();
            if (object.path("metadata") instanceof ObjectNode metadata) {
                put(metadata, "labels", "app.kubernetes.io/managed-by", "Helm");
                put(metadata, "annotations", "meta.helm.sh/release-name", name());
                put(metadata, "annotations", "meta.helm.sh/release-namespace", namespace);
            }
            return new Manifest(new KubernetesObject(object), manifest.file(), manifest.document(), manifest.path());
        }).toList();
    }

    /** What is no map of texts is left to the API server to refuse. */
    private static void put(ObjectNode metadata, String map, String key, String value) {
        JsonNode there = metadata.path(map);
        if (there.isMissingNode() || there.isNull() || there.isObject()) {
            JsonNode _ = metadata.withObjectProperty(map).put(key, value);
        }
    }
}
