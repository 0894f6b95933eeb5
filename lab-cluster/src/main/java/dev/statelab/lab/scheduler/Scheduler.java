package dev.statelab.lab.scheduler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WatchEvent;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.controller.ObjectKey;
import dev.statelab.lab.event.EventRecorder;
import dev.statelab.lab.time.LabClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Gives every pod a node, as the default scheduler does: a pod whose claims wait for their first consumer gets its node
 * once they are bound ({@code recordings/timelines/apply-ordered-ready-3.jsonl} shows the order). A pod that fits
 * nowhere says so in an event and in its {@code PodScheduled} condition, and is tried again when something changes that
 * could help.
 */
public final class Scheduler implements AutoCloseable {

    private static final String NAME = "default-scheduler";
    private static final List<ResourceType> WATCHED = List.of(ResourceTypes.STORAGE_CLASS, ResourceTypes.NODE,
            ResourceTypes.PERSISTENT_VOLUME, ResourceTypes.PERSISTENT_VOLUME_CLAIM, ResourceTypes.POD);

    private final Api api;
    private final Assignments assignments;
    private final LinkedBlockingQueue<Change> changes = new LinkedBlockingQueue<>();
    private final List<Api.Watch> watches = new ArrayList<>();
    private final ClusterCache cluster = new ClusterCache();
    private final Map<ObjectKey, ObjectNode> pending = new HashMap<>();
    private final Set<ObjectKey> toTry = new LinkedHashSet<>();
    private final Thread thread;

    private record Change(ResourceType type, WatchEvent event) {}

    private Scheduler(Api api, LabClock clock, EventRecorder events) {
        this.api = api;
        this.assignments = new Assignments(api, clock, events, NAME);
        this.thread = Thread.ofVirtual().name("lab-scheduler").unstarted(this::run);
    }

    /** Starts to schedule; {@link #close} ends it. */
    public static Scheduler start(Api api, LabClock clock, EventRecorder events) {
        var scheduler = new Scheduler(api, clock, events);
        WATCHED.forEach(scheduler::watch);
        scheduler.thread.start();
        return scheduler;
    }

    private void watch(ResourceType type) {
        var list = api.list(type, "");
        list.items().forEach(object -> changes.add(new Change(type, new WatchEvent(WatchEvent.Type.ADDED, object))));
        try {
            watches.add(api.watch(type, "", list.resourceVersion(), event -> changes.add(new Change(type, event))));
        } catch (ApiException refused) {
            throw new IllegalStateException("a watch from the version just listed was refused", refused);
        }
    }

    private void run() {
        try {
            while (true) {
                apply(changes.take());
                for (var more = changes.poll(); more != null; more = changes.poll()) {
                    apply(more);
                }
                var keys = List.copyOf(toTry);
                toTry.clear();
                keys.forEach(this::schedule);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void apply(Change change) {
        var object = change.event().object();
        if (change.event().type() == WatchEvent.Type.DELETED) {
            cluster.remove(change.type(), object);
        } else {
            cluster.put(change.type(), object);
        }
        if (change.type().equals(ResourceTypes.POD)) {
            podChanged(object, change.event().type() == WatchEvent.Type.DELETED);
        } else if (change.type().equals(ResourceTypes.PERSISTENT_VOLUME_CLAIM)) {
            pending.keySet().stream().filter(key -> key.namespace().equals(Metadata.namespace(object)))
                    .forEach(toTry::add);
        } else if (!change.type().equals(ResourceTypes.PERSISTENT_VOLUME)
                || object.path("status").path("phase").asText().equals("Available")) {
            toTry.addAll(pending.keySet());
        }
    }

    private void podChanged(ObjectNode pod, boolean deleted) {
        var key = ObjectKey.of(pod);
        var current = cluster.pod(key);
        if (current.isPresent() && wantsNode(current.get())) {
            pending.put(key, current.get());
            toTry.add(key);
            return;
        }
        pending.remove(key);
        if (deleted || ClusterCache.isFinished(pod)) {
            toTry.addAll(pending.keySet());
        }
    }

    private static boolean wantsNode(ObjectNode pod) {
        return ClusterCache.node(pod).isEmpty() && !Metadata.isTerminating(pod) && !ClusterCache.isFinished(pod)
                && pod.path("spec").path("schedulerName").asText(NAME).equals(NAME);
    }

    private void schedule(ObjectKey key) {
        var pod = pending.get(key);
        if (pod == null) {
            return;
        }
        readClaims(pod);
        switch (Placement.of(pod, cluster)) {
            case Verdict.Bind(var node) -> assignments.bind(pod, node).ifPresent(bound -> {
                cluster.put(ResourceTypes.POD, bound);
                pending.remove(key);
            });
            case Verdict.SelectNode(var node, var claims) ->
                claims.forEach(claim -> cluster.claim(key.namespace(), claim)
                        .flatMap(found -> assignments.selectNode(found, node))
                        .ifPresent(changed -> cluster.put(ResourceTypes.PERSISTENT_VOLUME_CLAIM, changed)));
            case Verdict.Unschedulable(var message) -> assignments.refuse(pod, message);
            case Verdict.AwaitVolumes(),Verdict.Gated() -> {
            }
        }
    }

    /** The watch of claims may be behind that of pods, which must not look like a claim that does not exist. */
    private void readClaims(ObjectNode pod) {
        var namespace = Metadata.namespace(pod);
        ClaimNeeds.claimNames(pod).forEach(name -> api.find(ResourceTypes.PERSISTENT_VOLUME_CLAIM, namespace, name)
                .ifPresent(claim -> cluster.put(ResourceTypes.PERSISTENT_VOLUME_CLAIM, claim)));
    }

    /** Stops scheduling and waits for its end. */
    @Override
    public void close() {
        watches.forEach(Api.Watch::close);
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
