package dev.statelab.core.judging;

import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.task.Criterion;
import dev.statelab.core.task.Observation;
import dev.statelab.core.task.Step.DeletePod;
import dev.statelab.core.task.Task;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** The kinds of objects that judging looks at by itself. */
final class Kinds {
    private static final Set<ResourceKind> WITH_PODS = Set.of(ResourceKind.STATEFUL_SET, ResourceKind.POD,
            ResourceKind.CLAIM);

    private Kinds() {}

    /** What a task observes, and what it takes to tell whether that is still on its way. */
    static Set<ResourceKind> of(Task task) {
        Set<ResourceKind> kinds = new HashSet<>();
        task.observations().stream().map(Observation::kind).forEach(kinds::add);
        boolean deletes = task.criteria().stream().map(Criterion::steps).flatMap(steps -> steps.stream())
                .anyMatch(DeletePod.class::isInstance);
        if (deletes || kinds.stream().anyMatch(WITH_PODS::contains)) {
            Stream.of(ResourceKind.POD, ResourceKind.CLAIM, ResourceKind.EVENT).forEach(kinds::add);
        }
        return Set.copyOf(kinds);
    }
}
