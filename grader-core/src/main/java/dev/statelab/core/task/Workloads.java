package dev.statelab.core.task;

import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.expression.Suggestion;
import java.util.List;
import java.util.Set;

/** The observations that steps may scale and patch. */
final class Workloads {

    private static final Set<ResourceKind> KINDS = Set.of(ResourceKind.STATEFUL_SET, ResourceKind.DEPLOYMENT);

    private final List<String> workloads;
    private final Mistakes mistakes;

    Workloads(List<Observation> observations, Mistakes mistakes) {
        this.workloads = observations.stream()
                .filter(observation -> observation.isOneForAll() && KINDS.contains(observation.kind()))
                .map(Observation::id).toList();
        this.mistakes = mistakes;
    }

    /** The one under {@code workload}. */
    String read(Fields step) {
        String workload = step.text("workload");
        if (!workload.isEmpty() && !workloads.contains(workload)) {
            mistakes.add(step.place("workload"),
                    "the name of an observation that is one StatefulSet or one Deployment"
                            + (workloads.isEmpty() ? "" : ", such as " + String.join(", ", workloads)),
                    "'" + workload + "'" + Suggestion.among(workloads, workload));
        }
        return workload;
    }
}
