package dev.statelab.lab.controller.endpoints;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.DeleteOptions;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WatchEvent;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.controller.Controller;
import dev.statelab.lab.controller.ObjectKey;
import dev.statelab.lab.time.LabClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Keeps the Endpoints and EndpointSlices of every Service that selects pods. */
public final class EndpointsController implements AutoCloseable {

    static final String TRIGGER_TIME = "endpoints.kubernetes.io/last-change-trigger-time";

    private final Api api;
    private final TriggerTimes triggers = new TriggerTimes();
    private final Controller controller;

    /** Starts at once. */
    public EndpointsController(Api api, LabClock clock) {
        this.api = api;
        this.controller = new Controller("endpoints", api, clock, this::reconcile);
        controller.watch(ResourceTypes.SERVICE).watch(ResourceTypes.POD, this::servicesNear);
    }

    /** All of the pod's namespace: those that select it now, and those that did before its labels changed. */
    private Stream<ObjectKey> servicesNear(WatchEvent podEvent) {
        return api.list(ResourceTypes.SERVICE, Metadata.namespace(podEvent.object())).items().stream()
                .filter(ServiceEndpoints::isSelecting).map(ObjectKey::of);
    }

    private Optional<Duration> reconcile(ObjectKey key) throws ApiException {
        var service = api.find(ResourceTypes.SERVICE, key.namespace(), key.name());
        if (service.isEmpty()) {
            triggers.forget(key);
            deleteEndpoints(key);
        } else if (ServiceEndpoints.isSelecting(service.get()) && !Metadata.isTerminating(service.get())) {
            var endpoints = ServiceEndpoints.of(service.get(),
                    api.list(ResourceTypes.POD, key.namespace()).items(), triggers);
            writeSlices(key, endpoints);
            writeEndpoints(key, EndpointsObject.of(endpoints));
        }
        return Optional.empty();
    }

    private void writeSlices(ObjectKey key, ServiceEndpoints endpoints) throws ApiException {
        var present = slices(key);
        var changes = EndpointSlices.of(endpoints, present);
        for (var slice : changes.wanted()) {
            if (Metadata.uid(slice).isEmpty()) {
                api.create(ResourceTypes.ENDPOINT_SLICE, key.namespace(), slice);
            } else if (present.stream().noneMatch(before -> isSame(before, slice))) {
                api.update(ResourceTypes.ENDPOINT_SLICE, key.namespace(), slice);
            }
        }
        for (var slice : changes.superfluous()) {
            api.delete(ResourceTypes.ENDPOINT_SLICE, key.namespace(), Metadata.name(slice),
                    DeleteOptions.DEFAULT);
        }
    }

    /** When it was written does not count. */
    private static boolean isSame(ObjectNode before, ObjectNode slice) {
        return Metadata.labels(before).equals(Metadata.labels(slice))
                && before.path("endpoints").equals(slice.path("endpoints"))
                && before.path("ports").equals(slice.path("ports"));
    }

    private List<ObjectNode> slices(ObjectKey service) {
        return api.list(ResourceTypes.ENDPOINT_SLICE, service.namespace()).items().stream().filter(slice -> {
            var labels = Metadata.labels(slice);
            return service.name().equals(labels.get(EndpointSlices.SERVICE_LABEL))
                    && EndpointSlices.MANAGER.equals(labels.get(EndpointSlices.MANAGER_LABEL));
        }).toList();
    }

    private void writeEndpoints(ObjectKey key, ObjectNode wanted) throws ApiException {
        var present = api.find(ResourceTypes.ENDPOINTS, key.namespace(), key.name());
        if (present.isEmpty()) {
            api.create(ResourceTypes.ENDPOINTS, key.namespace(), wanted);
        } else if (!present.get().path("subsets").equals(wanted.path("subsets"))
                || !Metadata.labels(present.get()).equals(Metadata.labels(wanted))) {
            api.update(ResourceTypes.ENDPOINTS, key.namespace(), wanted);
        }
    }

    private void deleteEndpoints(ObjectKey service) throws ApiException {
        if (api.find(ResourceTypes.ENDPOINTS, service.namespace(), service.name()).isPresent()) {
            api.delete(ResourceTypes.ENDPOINTS, service.namespace(), service.name(), DeleteOptions.DEFAULT);
        }
    }

    @Override
    public void close() {
        controller.close();
    }
}
