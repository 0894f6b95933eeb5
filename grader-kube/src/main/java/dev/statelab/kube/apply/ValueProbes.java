package dev.statelab.kube.apply;

import static java.util.concurrent.CompletableFuture.supplyAsync;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.kube.apply.ChartValues.Place;
import dev.statelab.kube.helm.HelmEnded;
import dev.statelab.kube.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Finds out which fields follow which values of a chart: each value is changed, and the chart rendered again. So it does not
 * matter what a student called a value, or how a template comes by it.
 */
final class ValueProbes {

    /** Of a chart's places; to render it takes some milliseconds. */
    private static final int MOST = 500;
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Chart chart;
    private final String release;
    private final String namespace;
    private final RenderedDocuments documents;
    private final Path folder;
    private final long end = System.nanoTime() + LONGEST.toNanos();

    /**
     * @param documents what the chart is rendered to with its own values
     * @param folder in which files may be written
     */
    ValueProbes(Chart chart, String release, String namespace, RenderedDocuments documents, Path folder) {
        this.chart = chart;
        this.release = release;
        this.namespace = namespace;
        this.documents = documents;
        this.folder = folder;
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
    List<Followed> follow(List<FlatObject> objects, ChartValues values, List<Place> missing) {
        List<Followed> followed = objects.stream().map(object -> new Followed(object, new TreeMap<>(), new TreeSet<>()))
                .toList();
        Set<String> unchanged = new HashSet<>();
        List<Place> places = Stream.concat(values.places().stream(), missing.stream()).toList();
        Iterator<Place> left = places.stream().limit(MOST).iterator();
        Iterator<Path> overlays = Stream.iterate(0, number -> 1 - number)
                .map(number -> folder.resolve("overlay-" + number + ".json")).iterator();
        CompletableFuture<?> compared = CompletableFuture.completedFuture(null);
        int probed = 0;
        // While Helm works on one change, the next is written, and what came of the last is compared.
        try (ExecutorService writing = Executors.newSingleThreadExecutor()) {
            CompletableFuture<Optional<Change>> next = supplyAsync(() -> change(values, left, overlays), writing);
            for (Optional<Change> change = next.join(); change.isPresent(); change = next.join()) {
                next = supplyAsync(() -> change(values, left, overlays), writing);
                Place place = change.get().place();
                Optional<String> rendered = rendered(values, change.get());
                compared = compared.thenRunAsync(() -> rendered.flatMap(documents::objects).ifPresentOrElse(
                        others -> followed.forEach(each -> compare(each, others, place)),
                        () -> unchanged.addAll(text(place))));
                probed++;
            }
        } catch (CompletionException unwritten) {
            throw new IllegalStateException(String.valueOf(unwritten.getCause()), unwritten);
        }
        Object _ = compared.join();
        places.stream().skip(probed).forEach(place -> unchanged.addAll(text(place)));
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

    /** What may be equal to a field. */
    private static Set<String> text(Place place) {
        return place.value().isValueNode() && !place.value().asText().isEmpty()
                ? Set.of(place.value().asText())
                : Set.of();
    }

    /**
     * A value that is changed.
     *
     * @param candidates what it may be changed to
     * @param overlay a file in which it is the first of them
     */
    private record Change(Place place, List<JsonNode> candidates, Path overlay) {
        private Change {
            candidates = List.copyOf(candidates);
        }
    }

    /** Of the next place. */
    private Optional<Change> change(ChartValues values, Iterator<Place> left, Iterator<Path> overlays) {
        if (isOver() || !left.hasNext()) {
            return Optional.empty();
        }
        Place place = left.next();
        List<JsonNode> candidates = place.value().isMissingNode()
                ? OtherValues.ofNothing()
                : OtherValues.of(place.value());
        Change change = new Change(place, candidates, overlays.next());
        if (!candidates.isEmpty()) {
            write(values, change, candidates.getFirst());
        }
        return Optional.of(change);
    }

    private static void write(ChartValues values, Change change, JsonNode candidate) {
        try {
            Path _ = Files.writeString(change.overlay(),
                    Json.MAPPER.writeValueAsString(values.with(change.place(), candidate)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> rendered(ChartValues values, Change change) {
        for (int i = 0; i < change.candidates().size() && !isOver(); i++) {
            if (i > 0) {
                write(values, change, change.candidates().get(i));
            }
            try {
                return Optional.of(chart.template(release, namespace, List.of(change.overlay()), Map.of()));
            } catch (IllegalStateException | HelmEnded refused) {
                // The chart wants another value there.
            }
        }
        return Optional.empty();
    }

    private boolean isOver() {
        return System.nanoTime() - end > 0;
    }
}
