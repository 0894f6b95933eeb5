package dev.statelab.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.kube.apply.ChartValues.Place;
import dev.statelab.kube.helm.HelmEnded;
import dev.statelab.kube.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Finds out which fields follow which values of a chart: each value is changed, and the chart rendered again. So it does not
 * matter what a student called a value, or how a template comes by it.
 */
final class ValueProbes {

    /** Renderings; one takes some milliseconds. */
    private static final int MOST = 500;
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Chart chart;
    private final String release;
    private final String namespace;
    private final RenderedDocuments documents;
    private final Path overlay;
    private final long end = System.nanoTime() + LONGEST.toNanos();
    private int left = MOST;

    /**
     * @param documents what the chart is rendered to with its own values
     * @param overlay a file that may be written, again and again
     */
    ValueProbes(Chart chart, String release, String namespace, RenderedDocuments documents, Path overlay) {
        this.chart = chart;
        this.release = release;
        this.namespace = namespace;
        this.documents = documents;
        this.overlay = overlay;
    }

    /**
     * What is known of one object.
     *
     * @param follows the values that a field follows, by the field's path
     * @param undecided fields that are equal to a value which could not be changed
     */
    record Followed(FlatObject object, Map<String, Set<String>> follows, Set<String> undecided) {}

    /**
     * Changes each value once.
     *
     * @param objects what the chart is rendered to with these values
     * @param missing places that have no value, and may have one
     */
    List<Followed> follow(List<FlatObject> objects, ChartValues values, List<Place> missing) throws IOException {
        List<Followed> followed = objects.stream().map(object -> new Followed(object, new TreeMap<>(), new TreeSet<>()))
                .toList();
        Set<String> unchanged = new HashSet<>();
        CompletableFuture<?> compared = CompletableFuture.completedFuture(null);
        for (Place place : Stream.concat(values.places().stream(), missing.stream()).toList()) {
            Optional<String> rendered = rendered(values, place);
            // While Helm works on the next one.
            compared = compared.thenRunAsync(() -> rendered.flatMap(documents::objects).ifPresentOrElse(
                    others -> followed.forEach(each -> compare(each, others, place)),
                    () -> {
                        if (place.value().isValueNode() && !place.value().asText().isEmpty()) {
                            unchanged.add(place.value().asText());
                        }
                    }));
        }
        Object _ = compared.join();
        followed.forEach(each -> each.object().fields().forEach((field, value) -> {
            if (value.isValueNode() && unchanged.contains(value.asText())) {
                each.undecided().add(field);
            }
        }));
        return followed;
    }

    private static void compare(Followed followed, List<FlatObject> others, Place place) {
        others.stream().filter(followed.object()::isSame).findFirst().ifPresent(other -> followed.object().fields()
                .forEach((field, value) -> {
                    JsonNode changed = other.fields().get(field);
                    if (changed != null && !changed.equals(value)) {
                        followed.follows().computeIfAbsent(field, _ -> new TreeSet<>()).add(place.toString());
                    }
                }));
    }

    private Optional<String> rendered(ChartValues values, Place place) throws IOException {
        List<JsonNode> candidates = place.value().isMissingNode()
                ? OtherValues.ofNothing()
                : OtherValues.of(place.value());
        for (JsonNode other : new ArrayList<>(candidates)) {
            if (left-- <= 0 || System.nanoTime() - end > 0) {
                return Optional.empty();
            }
            Path _ = Files.writeString(overlay, Json.MAPPER.writeValueAsString(values.with(place, other)));
            try {
                return Optional.of(chart.template(release, namespace, List.of(overlay), Map.of()));
            } catch (IllegalStateException | HelmEnded refused) {
                // The chart wants another value there.
            }
        }
        return Optional.empty();
    }
}
