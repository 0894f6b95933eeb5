package dev.statelab.lab.controller.disruption;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WatchEvent;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.select.LabelSelector;
import dev.statelab.lab.controller.Controller;
import dev.statelab.lab.controller.ObjectKey;
import dev.statelab.lab.controller.workload.StatusWriter;
import dev.statelab.lab.controller.workload.WorkloadPod;
import dev.statelab.lab.time.LabClock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Keeps count, for every PodDisruptionBudget, of the pods that may be evicted. */
public final class DisruptionController implements AutoCloseable {

    private final Api api;
    private final LabClock clock;
    private final StatusWriter statuses;
    private final Controller controller;

    /** Starts at once. */
    public DisruptionController(Api api, LabClock clock) {
        this.api = api;
        this.clock = clock;
        this.statuses = new StatusWriter(api, ResourceTypes.POD_DISRUPTION_BUDGET);
        this.controller = new Controller("disruption", api, clock, this::reconcile);
        controller.watch(ResourceTypes.POD_DISRUPTION_BUDGET).watch(ResourceTypes.POD, this::budgetsOf)
                .watch(ResourceTypes.DEPLOYMENT, this::budgetsBeside)
                .watch(ResourceTypes.REPLICA_SET, this::budgetsBeside)
                .watch(ResourceTypes.STATEFUL_SET, this::budgetsBeside);
    }

    private Stream<ObjectKey> budgetsOf(WatchEvent podEvent) {
        var labels = Metadata.labels(podEvent.object());
        return budgets(Metadata.namespace(podEvent.object())).filter(budget -> selector(budget).matches(labels))
                .map(ObjectKey::of);
    }

    private Stream<ObjectKey> budgetsBeside(WatchEvent controllerEvent) {
        return budgets(Metadata.namespace(controllerEvent.object())).map(ObjectKey::of);
    }

    private Stream<ObjectNode> budgets(String namespace) {
        return api.list(ResourceTypes.POD_DISRUPTION_BUDGET, namespace).items().stream();
    }

    private static LabelSelector selector(ObjectNode budget) {
        return LabelSelector.of(budget.path("spec").path("selector"));
    }

    private Optional<Duration> reconcile(ObjectKey key) throws ApiException {
        var found = api.find(ResourceTypes.POD_DISRUPTION_BUDGET, key.namespace(), key.name());
        if (found.isPresent()) {
            var selector = selector(found.get());
            var pods = api.list(ResourceTypes.POD, key.namespace()).items().stream()
                    .filter(pod -> selector.matches(Metadata.labels(pod))).map(WorkloadPod::new).toList();
            statuses.write(found.get(),
                    new BudgetSituation(found.get(), pods, ExpectedPods.of(api, pods), clock.now()).status());
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        controller.close();
    }
}
