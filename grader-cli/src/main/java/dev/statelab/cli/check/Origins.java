package dev.statelab.cli.check;

import dev.statelab.core.offline.ObjectField;
import dev.statelab.core.offline.ObjectName;
import dev.statelab.core.offline.Place;
import dev.statelab.core.offline.Spot;
import dev.statelab.kube.apply.Manifest;
import dev.statelab.kube.yaml.YamlDocument.Found;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Knows where in the files each object comes from: its own manifest, or the template that it is made from. */
final class Origins {

    private final Map<ObjectName, Origin> origins = new HashMap<>();

    /**
     * @param path from a field of the object to the field of the manifest that it comes from
     */
    private record Origin(Manifest manifest, UnaryOperator<List<String>> path) {}

    void add(ObjectName object, Manifest manifest) {
        add(object, manifest, UnaryOperator.identity());
    }

    /** An object that a controller makes from a manifest of something else. */
    void add(ObjectName object, Manifest manifest, UnaryOperator<List<String>> path) {
        origins.put(object, new Origin(manifest, path));
    }

    /** Where the field stands, or what it is missing in; empty for an object that comes from no file. */
    Optional<Spot> spot(ObjectField field) {
        return Optional.ofNullable(origins.get(field.object()))
                .map(origin -> spot(origin.manifest(), origin.path().apply(field.path())));
    }

    /** The same for a field of a manifest. */
    static Spot spot(Manifest manifest, List<String> path) {
        Found found = manifest.find(path);
        String dotted = new ObjectField(ObjectName.of(manifest.object()), found.path()).dotted();
        String there = dotted.isEmpty() ? manifest.toString() : dotted;
        return new Spot(place(manifest, found),
                found.isThere() ? there : there + " has no '" + path.get(found.path().size()) + "'");
    }

    static Place place(Manifest manifest, Found found) {
        return new Place(manifest.file().toString(), found.position().line(), found.position().column());
    }
}
