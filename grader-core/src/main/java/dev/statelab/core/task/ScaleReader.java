package dev.statelab.core.task;

import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.expression.Suggestion;
import dev.statelab.core.task.action.Action;
import dev.statelab.core.task.action.Scale;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Reads {@code scale}. */
final class ScaleReader implements ActionReader {

    static final Set<String> KEYS = Keys.keys("workload", "replicas", "within");

    private static final Set<ResourceKind> WORKLOADS = Set.of(ResourceKind.STATEFUL_SET,
            new ResourceKind("apps/v1", "Deployment"));
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration WITHIN = Duration.ofMinutes(2);

    private final List<String> workloads;
    private final ExpectationReader expectations;
    private final Mistakes mistakes;

    ScaleReader(List<Observation> observations, ExpectationReader expectations, Mistakes mistakes) {
        this.workloads = observations.stream()
                .filter(observation -> observation.isOneForAll() && WORKLOADS.contains(observation.kind()))
                .map(Observation::id).toList();
        this.expectations = expectations;
        this.mistakes = mistakes;
    }

    @Override
    public Action read(Fields step, String key, Set<String> names) {
        Fields scale = step.fields(key, KEYS);
        String workload = scale.text("workload");
        if (!workload.isEmpty() && !workloads.contains(workload)) {
            mistakes.add(scale.place("workload"),
                    "the name of an observation that is one StatefulSet or one Deployment"
                            + (workloads.isEmpty() ? "" : ", such as " + String.join(", ", workloads)),
                    "'" + workload + "'" + Suggestion.among(workloads, workload));
        }
        return new Scale(workload, expectations.count(scale, "replicas", 0, Scale.MOST_REPLICAS, names),
                scale.duration("within", SHORTEST, WITHIN));
    }
}
