package dev.statelab.lab.controller.replicaset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WatchEvent;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.select.LabelSelector;
import dev.statelab.lab.controller.Controller;
import dev.statelab.lab.controller.ObjectKey;
import dev.statelab.lab.controller.ObjectMeta;
import dev.statelab.lab.controller.workload.PodActions;
import dev.statelab.lab.controller.workload.PodKeeping;
import dev.statelab.lab.controller.workload.WorkloadPod;
import dev.statelab.lab.event.EventRecorder;
import dev.statelab.lab.time.LabClock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Keeps as many pods of every ReplicaSet as it wants. */
public final class ReplicaSetController implements AutoCloseable {

    /** What is worth least goes first: unready pods, then the youngest. */
    private static final Comparator<WorkloadPod> WORTH = Comparator.comparing(WorkloadPod::isReady)
            .thenComparing(pod -> pod.object().at("/metadata/creationTimestamp").asText(), Comparator.reverseOrder());

    private final Api api;
    private final LabClock clock;
    private final PodKeeping pods;
    private final Controller controller;

    /** Starts at once. */
    public ReplicaSetController(Api api, LabClock clock, EventRecorder events) {
        this.api = api;
        this.clock = clock;
        this.pods = new PodKeeping(api, clock, events, ResourceTypes.REPLICA_SET, "replicaset-controller");
        this.controller = new Controller("replicaset", api, clock, this::reconcile);
        controller.watch(ResourceTypes.REPLICA_SET).watch(ResourceTypes.POD, this::setsOf);
    }

    private Stream<ObjectKey> setsOf(WatchEvent podEvent) {
        var pod = new ObjectMeta(podEvent.object());
        var owner = pod.controller();
        if (owner.isPresent()) {
            return owner.stream().filter(each -> each.kind().equals("ReplicaSet"))
                    .map(each -> new ObjectKey(pod.namespace(), each.name()));
        }
        return api.list(ResourceTypes.REPLICA_SET, pod.namespace()).items().stream()
                .filter(set -> selector(set).matches(pod.labels())).map(ObjectKey::of);
    }

    private static LabelSelector selector(ObjectNode set) {
        return LabelSelector.of(set.path("spec").path("selector"));
    }

    private Optional<Duration> reconcile(ObjectKey key) throws ApiException {
        var found = api.find(ResourceTypes.REPLICA_SET, key.namespace(), key.name());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var set = found.get();
        var active = pods.podsOf(set, selector(set)).stream().filter(WorkloadPod::isActive).toList();
        try {
            if (!Metadata.isTerminating(set)) {
                approach(set, active);
            }
        } finally {
            pods.writeStatus(set, ReplicaSetStatus.of(set, active, clock.now()));
        }
        return pods.nextAvailability(active, ReplicaSetStatus.minReady(set));
    }

    private void approach(ObjectNode set, List<WorkloadPod> active) throws ApiException {
        int missing = set.path("spec").path("replicas").asInt(1) - active.size();
        for (int i = 0; i < missing; i++) {
            pods.actions().create(set, PodActions.fromTemplate(set, set.path("spec").path("template")));
        }
        for (var pod : active.stream().sorted(WORTH).limit(Math.max(0, -missing)).toList()) {
            pods.actions().delete(set, pod);
        }
    }

    @Override
    public void close() {
        controller.close();
    }
}
