package dev.statelab.cli.check;

import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.expression.Suggestion;
import dev.statelab.core.offline.Remark.Severity;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import java.util.List;
import java.util.Set;

/**
 * What to say of a kind that is not judged: a custom resource is none of our business, a misspelt one is a mistake.
 *
 * @param field of the manifest: {@code kind} or {@code apiVersion}
 */
record UnknownKind(Severity severity, String field, String message) {

    /** Served by Kubernetes 1.32 beside the versions that {@link ResourceTypes} has. */
    private static final Set<String> ALSO_SERVED = Set.of("autoscaling/v1", "events.k8s.io/v1",
            "flowcontrol.apiserver.k8s.io/v1beta3");

    static UnknownKind of(ResourceKind kind) {
        String group = kind.apiVersion().contains("/")
                ? kind.apiVersion().substring(0, kind.apiVersion().indexOf('/'))
                : "";
        boolean own = !group.contains(".") || group.endsWith(".k8s.io");
        if (!own || ALSO_SERVED.contains(kind.apiVersion())) {
            return notJudged(kind);
        }
        List<String> versions = ResourceTypes.SERVED.stream().filter(type -> type.kind().equals(kind.kind()))
                .map(ResourceType::apiVersion).toList();
        if (!versions.isEmpty()) {
            return new UnknownKind(Severity.ERROR, "apiVersion", "expected apiVersion " + String.join(" or ", versions)
                    + " for a " + kind.kind() + ", found " + kind.apiVersion());
        }
        String near = Suggestion.among(
                ResourceTypes.SERVED.stream().map(ResourceType::kind).distinct().toList(), kind.kind());
        return near.isEmpty()
                ? notJudged(kind)
                : new UnknownKind(Severity.ERROR, "kind",
                        "Kubernetes has no kind '" + kind.kind() + "' in " + kind.apiVersion() + near);
    }

    private static UnknownKind notJudged(ResourceKind kind) {
        return new UnknownKind(Severity.NOTE, "kind", "not judged: " + kind.kind() + " of " + kind.apiVersion()
                + " is not a kind that is known here");
    }
}
