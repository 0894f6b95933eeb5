package dev.statelab.core.cases;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.KubernetesObject;
import java.nio.file.Path;
import java.util.List;

/** What a case deploys. */
public sealed interface CaseSolution {

    /**
     * The reference solution with changes, which are made in this order.
     *
     * @param without objects that are left out
     * @param patches what is different in an object
     * @param objects further ones; each takes the place of the one with its kind and name, if there is one
     */
    record Changed(List<Target> without, List<Patch> patches, List<KubernetesObject> objects) implements CaseSolution {
        public Changed {
            without = List.copyOf(without);
            patches = List.copyOf(patches);
            objects = List.copyOf(objects);
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
