package dev.statelab.kube.release;

import dev.statelab.core.Limits;
import dev.statelab.kube.apply.Manifest;
import dev.statelab.kube.apply.ManifestReading.Problem;
import dev.statelab.kube.apply.RefusedField;
import dev.statelab.kube.http.ApiStatus;
import dev.statelab.kube.http.Json;
import dev.statelab.kube.release.RelayNotes.RefusedObject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why Helm did not install a chart, with the place in the chart that it is about.
 *
 * @param message Helm's words
 */
record HelmRefusal(PlannedRelease planned, String message) {

    private static final Pattern OF_HOOK = Pattern
            .compile("(failed (pre|post)-install|(pre|post)-upgrade hooks failed): .*", Pattern.DOTALL);
    private static final Pattern NAMED = Pattern
            .compile("(?<kind>[A-Z]\\w+)(?:\\.[\\w.]+)? \"(?<name>[^\"]+)\"");
    private static final String OWNED_BY_OTHERS = "invalid ownership metadata";

    boolean isOfHook() {
        return OF_HOOK.matcher(message).matches();
    }

    /** @param seen what the cluster says of the hooks */
    Problem ofHook(List<String> seen) {
        return new Problem(planned.folder(), 0, 0, "expected the chart's hooks to end well: " + shortened()
                + (seen.isEmpty() ? "" : "; " + String.join("; ", seen)));
    }

    /** @param what a chart must not do, and this one wants to */
    Problem forbidden(String what) {
        return new Problem(planned.folder(), 0, 0,
                "refused while the chart was installed, so a part of it may be there: "
                        + what);
    }

    /** @param refused the object that the API server did not take; empty where Helm itself objects */
    Problem problem(Optional<RefusedObject> refused) {
        if (refused.isPresent() && refused.get().status().isPresent()) {
            RefusedObject object = refused.get();
            return at(manifest(object.kind(), object.name()), RefusedField.of(object.status()),
                    object.kind() + " " + object.name() + " refused: " + object.status().message());
        }
        Matcher named = NAMED.matcher(message);
        Optional<Manifest> object = named.find()
                ? manifest(named.group("kind"), named.group("name"))
                : Optional.empty();
        return message.contains(OWNED_BY_OTHERS)
                ? at(object, "metadata.name", "expected objects that are not there yet, or are this release's: "
                        + shortened() + "; remove the object, or give its release's name by --release")
                : at(object, RefusedField.of(ApiStatus.of(Json.MAPPER.createObjectNode().put("message", message))),
                        shortened());
    }

    private Problem at(Optional<Manifest> manifest, String field, String said) {
        return manifest.map(found -> new Problem(found.file(), found.find(field).position().line(),
                found.find(field).position().column(), said)).orElse(new Problem(planned.folder(), 0, 0, said));
    }

    private Optional<Manifest> manifest(String kind, String name) {
        return planned.manifests().stream()
                .filter(manifest -> manifest.kind().kind().equals(kind) && manifest.object().name().equals(name))
                .findFirst();
    }

    /** On one line. */
    String shortened() {
        return Limits.cut(message.strip().replaceAll("\\s+", " "), Limits.TEXT);
    }
}
