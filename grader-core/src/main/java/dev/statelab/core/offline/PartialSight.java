package dev.statelab.core.offline;

import dev.statelab.core.Limits;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.expression.Trace;
import dev.statelab.core.judging.Sight;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Sees what manifests say, and notes what was looked at. For one evaluation. */
final class PartialSight implements Sight {
    private final Trace<ObjectName> trace;

    private PartialSight(Trace<ObjectName> trace) {
        this.trace = trace;
    }

    static PartialSight ofManifests() {
        return new PartialSight(new Trace<>(_ -> false));
    }

    /** As if these fields could not be seen either. */
    static PartialSight without(Set<Trace.Read<ObjectName>> hidden) {
        return new PartialSight(new Trace<>(hidden::contains));
    }

    Trace<ObjectName> trace() {
        return trace;
    }

    @Override
    public Object of(KubernetesObject object) {
        return trace.of(ObjectName.of(object), object.json());
    }

    @Override
    public Optional<Cause> obstacle() {
        return trace.unseen().isEmpty()
                ? Optional.empty()
                : Optional.of(new Cause(Cause.Reason.NOT_DEPLOYED, unseen()));
    }

    /** {@code status of Pod kv-0}, or {@code status of Pods kv-0, kv-1}. */
    private String unseen() {
        Map<String, Set<String>> names = new LinkedHashMap<>();
        for (Trace.Read<ObjectName> read : trace.unseen()) {
            ObjectField field = new ObjectField(read.object(), read.path());
            names.computeIfAbsent(field.dotted() + " of " + read.object().kind().kind(), _ -> new LinkedHashSet<>())
                    .add(read.object().name());
        }
        return names.entrySet().stream()
                .map(entry -> entry.getKey() + (entry.getValue().size() == 1 ? " " : "s ")
                        + entry.getValue().stream().limit(Limits.NAMED_OBJECTS).collect(Collectors.joining(", "))
                        + (entry.getValue().size() > Limits.NAMED_OBJECTS ? " and others" : ""))
                .collect(Collectors.joining("; "));
    }
}
