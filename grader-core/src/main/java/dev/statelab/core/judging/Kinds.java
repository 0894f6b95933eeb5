package dev.statelab.core.judging;

import dev.statelab.core.cluster.ClusterNames;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.task.Observation;
import dev.statelab.core.task.Task;
import dev.statelab.core.task.action.Action;
import dev.statelab.core.task.action.Await;
import dev.statelab.core.task.action.DeletePod;
import dev.statelab.core.task.action.Exec;
import dev.statelab.core.task.action.Http;
import dev.statelab.core.task.action.Patch;
import dev.statelab.core.task.action.ReadFile;
import dev.statelab.core.task.action.Resolve;
import dev.statelab.core.task.action.RunCheck;
import dev.statelab.core.task.action.Scale;
import java.util.HashSet;
import java.util.Set;

/** The kinds of objects that judging looks at by itself. */
final class Kinds {
    private static final Set<ResourceKind> WITH_PODS = Set.of(ResourceKind.STATEFUL_SET, ResourceKind.POD,
            ResourceKind.CLAIM);
    private static final Set<ResourceKind> TELL_OF_PODS = Set.of(ResourceKind.POD, ResourceKind.CLAIM,
            ResourceKind.EVENT);

    private Kinds() {}

    /** What a task observes, and what it takes to tell whether that is still on its way. */
    static Set<ResourceKind> of(Task task) {
        Set<ResourceKind> kinds = new HashSet<>();
        task.observations().stream().map(Observation::kind).forEach(kinds::add);
        task.criteria().stream().flatMap(criterion -> criterion.steps().stream()).map(step -> of(step.action()))
                .forEach(kinds::addAll);
        if (kinds.stream().anyMatch(WITH_PODS::contains)) {
            kinds.addAll(TELL_OF_PODS);
        }
        return Set.copyOf(kinds);
    }

    private static Set<ResourceKind> of(Action action) {
        return switch (action) {
            case Http http when http.host() instanceof Http.Host.OfName -> ClusterNames.KINDS;
            case Http _,Await _,RunCheck _ -> Set.of();
            case Exec _,ReadFile _ -> Set.of(ResourceKind.POD);
            case Resolve _ -> ClusterNames.KINDS;
            case DeletePod _,Scale _,Patch _ -> TELL_OF_PODS;
        };
    }
}
