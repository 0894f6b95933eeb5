package dev.statelab.core.cases;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.KubernetesObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a case deploys. */
public sealed interface CaseSolution {

    /**
     * The reference solution with changes, which are made in this order.
     *
     * @param reference which of several reference solutions; empty for the first
     * @param chart what is different in its chart, before it is rendered
     * @param without objects that are left out
     * @param patches what is different in an object
     * @param objects further ones; each takes the place of the one with its kind and name, if there is one
     * @param beside what others have deployed there, as it is: manifests, folders of manifests or charts
     */
    record Changed(
            String reference,
            ChartChange chart,
            List<Target> without,
            List<Patch> patches,
            List<KubernetesObject> objects,
            List<Path> beside) implements CaseSolution {

        /** A reference solution as it is. */
        public static Changed nothingIn(String reference) {
            return new Changed(reference, ChartChange.NONE, List.of(), List.of(), List.of(), List.of());
        }

        public Changed {
            requireNonNull(reference, "reference");
            requireNonNull(chart, "chart");
            without = List.copyOf(without);
            patches = List.copyOf(patches);
            objects = List.copyOf(objects);
            beside = List.copyOf(beside);
        }
    }

    /**
     * What is different in a chart.
     *
     * @param set values by their paths, as {@code helm --set}
     * @param replacements in its files
     */
    record ChartChange(Map<String, String> set, List<Replacement> replacements) {

        public static final ChartChange NONE = new ChartChange(Map.of(), List.of());

        public ChartChange {
            set = Map.copyOf(set);
            replacements = List.copyOf(replacements);
        }

        public boolean isNone() {
            return equals(NONE);
        }
    }

    /**
     * Another text in a file.
     *
     * @param file of the chart, relative to its folder
     * @param text what is there, exactly once
     */
    record Replacement(String file, String text, String with, Place place) {
        public Replacement {
            requireNonNull(file, "file");
            requireNonNull(text, "text");
            requireNonNull(with, "with");
            requireNonNull(place, "place");
        }
    }

    /**
     * Another solution altogether.
     *
     * @param path of a manifest, a folder of manifests or a chart
     */
    record Whole(Path path) implements CaseSolution {
        public Whole {
            requireNonNull(path, "path");
        }
    }

    /** No object at all. */
    record Nothing() implements CaseSolution {}

    /**
     * The one object of the reference solution that is meant.
     *
     * @param kind such as {@code StatefulSet}
     * @param name empty where the kind says it all
     */
    record Target(String kind, String name, Place place) {
        public Target {
            requireNonNull(kind, "kind");
            requireNonNull(name, "name");
            requireNonNull(place, "place");
        }

        boolean matches(KubernetesObject object) {
            return object.kind().kind().equals(kind) && (name.isEmpty() || object.name().equals(name));
        }

        @Override
        public String toString() {
            return kind + (name.isEmpty() ? "" : " " + name);
        }
    }

    /** A JSON Patch (RFC 6902) of an object. */
    record Patch(Target target, List<Operation> operations) {
        public Patch {
            requireNonNull(target, "target");
            operations = List.copyOf(operations);
        }
    }

    /** @param json one operation, as RFC 6902 writes it */
    record Operation(JsonNode json, Place place) {
        public Operation {
            requireNonNull(json, "json");
            requireNonNull(place, "place");
        }
    }
}
