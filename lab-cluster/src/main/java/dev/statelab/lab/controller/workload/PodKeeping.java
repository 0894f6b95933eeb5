package dev.statelab.lab.controller.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.select.LabelSelector;
import dev.statelab.lab.event.EventRecorder;
import dev.statelab.lab.time.LabClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a controller needs whose workloads keep pods by a selector. */
public final class PodKeeping {

    private final LabClock clock;
    private final Ownership ownership;
    private final PodActions actions;
    private final StatusWriter statuses;

    /**
     * @param type of the workloads
     * @param component that its events name, such as {@code replicaset-controller}
     */
    public PodKeeping(Api api, LabClock clock, EventRecorder events, ResourceType type, String component) {
        this.clock = clock;
        this.ownership = new Ownership(api, ResourceTypes.POD);
        this.actions = new PodActions(api, events, component);
        this.statuses = new StatusWriter(api, type);
    }

    /** Makes and deletes pods. */
    public PodActions actions() {
        return actions;
    }

    /** The pods of a workload, after adoption and release. */
    public List<WorkloadPod> podsOf(ObjectNode workload, LabelSelector selector) throws ApiException {
        return ownership.of(workload, meta -> selector.matches(meta.labels())).stream().map(WorkloadPod::new).toList();
    }

    /** @return the workload with its status; as it was where it has gone meanwhile */
    public ObjectNode writeStatus(ObjectNode workload, ObjectNode status) throws ApiException {
        return statuses.write(workload, status);
    }

    /** How long until the next of the ready pods becomes available, if it stays ready. */
    public Optional<Duration> nextAvailability(List<WorkloadPod> pods, Duration minReady) {
        Instant now = clock.now();
        return pods.stream().filter(pod -> pod.isReady() && !pod.isAvailable(minReady, now))
                .map(pod -> pod.availableFrom(minReady)).min(Comparator.naturalOrder())
                .map(then -> Duration.between(now, then));
    }
}
