package dev.statelab.lab.controller.disruption;

import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceType.Trait;
import dev.statelab.lab.controller.ObjectMeta;
import dev.statelab.lab.controller.OwnerReference;
import dev.statelab.lab.controller.workload.WorkloadPod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many pods the controllers of some pods want together. */
sealed interface ExpectedPods {

    record Count(int pods) implements ExpectedPods {}

    /** @param problem as in {@code disruption.go} */
    record Unknown(String problem) implements ExpectedPods {}

    /** Pods without a controller do not count. */
    static ExpectedPods of(Api api, List<WorkloadPod> pods) {
        Map<String, Integer> byController = new HashMap<>();
        for (var pod : pods) {
            var meta = pod.meta();
            var owner = meta.controller();
            if (owner.isPresent()) {
                var found = scaled(api, meta.namespace(), owner.get());
                if (found.isEmpty()) {
                    return new Unknown("found no controllers for pod \"" + meta.name() + "\"");
                }
                byController.put(found.get().uid(), found.get().object().path("spec").path("replicas").asInt());
            }
        }
        return new Count(byController.values().stream().mapToInt(Integer::intValue).sum());
    }

    /** The outermost controller that has replicas: the Deployment of a ReplicaSet. */
    private static Optional<ObjectMeta> scaled(Api api, String namespace, OwnerReference owner) {
        Optional<ResourceType> type = api.type(owner.apiVersion(), owner.kind()).filter(each -> each.has(Trait.SCALE));
        return type.flatMap(each -> api.find(each, namespace, owner.name())).map(ObjectMeta::new)
                .filter(found -> found.uid().equals(owner.uid()))
                .map(found -> found.controller().flatMap(outer -> scaled(api, namespace, outer)).orElse(found));
    }
}
