package dev.statelab.lab.controller.replicaset;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.controller.ObjectMeta;
import dev.statelab.lab.controller.workload.WorkloadPod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** Computes a ReplicaSet's {@code status}; counts that are zero are left out but for {@code replicas}. */
final class ReplicaSetStatus {

    private ReplicaSetStatus() {}

    static Duration minReady(ObjectNode set) {
        return Duration.ofSeconds(set.path("spec").path("minReadySeconds").asLong());
    }

    static ObjectNode of(ObjectNode set, List<WorkloadPod> active, Instant now) {
        var status = JsonNodeFactory.instance.objectNode();
        var labels = Metadata.map(set.path("spec").path("template").path("metadata").path("labels"));
        status.put("replicas", active.size());
        count(status, "fullyLabeledReplicas", active,
                pod -> pod.meta().labels().entrySet().containsAll(labels.entrySet()));
        count(status, "readyReplicas", active, WorkloadPod::isReady);
        count(status, "availableReplicas", active, pod -> pod.isAvailable(minReady(set), now));
        status.put("observedGeneration", new ObjectMeta(set).generation());
        return status;
    }

    private static void count(
            ObjectNode status, String field, List<WorkloadPod> pods, Predicate<WorkloadPod> counted) {
        int count = (int) pods.stream().filter(counted).count();
        if (count > 0) {
            status.put(field, count);
        }
    }
}
