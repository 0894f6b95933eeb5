package dev.statelab.lab.controller.daemonset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WatchEvent;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.select.LabelSelector;
import dev.statelab.lab.controller.Controller;
import dev.statelab.lab.controller.ObjectKey;
import dev.statelab.lab.controller.workload.Ownership;
import dev.statelab.lab.controller.workload.PodActions;
import dev.statelab.lab.controller.workload.PodKeeping;
import dev.statelab.lab.controller.workload.RevisionKeeper;
import dev.statelab.lab.controller.workload.RevisionStyle;
import dev.statelab.lab.event.EventRecorder;
import dev.statelab.lab.time.LabClock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps a pod of every DaemonSet on each node, and a revision of each of its templates. In a simple form: it replaces an
 * outdated pod at once, since the lab has one node.
 */
public final class DaemonSetController implements AutoCloseable {

    static final String HASH = "controller-revision-hash";

    private final Api api;
    private final LabClock clock;
    private final PodKeeping pods;
    private final RevisionKeeper revisions;
    private final Controller controller;

    /** Starts at once. */
    public DaemonSetController(Api api, LabClock clock, EventRecorder events) {
        this.api = api;
        this.clock = clock;
        this.pods = new PodKeeping(api, clock, events, ResourceTypes.DAEMON_SET, "daemonset-controller");
        this.revisions = new RevisionKeeper(api, RevisionStyle.DAEMON_SET);
        this.controller = new Controller("daemonset", api, clock, this::reconcile);
        controller.watch(ResourceTypes.DAEMON_SET)
                .watch(ResourceTypes.POD, event -> Ownership.controllerOf(event, "DaemonSet"))
                .watch(ResourceTypes.NODE, this::allSetsAtNewNode);
    }

    private Stream<ObjectKey> allSetsAtNewNode(WatchEvent nodeEvent) {
        return nodeEvent.type() == WatchEvent.Type.MODIFIED
                ? Stream.empty()
                : api.list(ResourceTypes.DAEMON_SET, "").items().stream().map(ObjectKey::of);
    }

    private Optional<Duration> reconcile(ObjectKey key) throws ApiException {
        var found = api.find(ResourceTypes.DAEMON_SET, key.namespace(), key.name())
                .filter(set -> !Metadata.isTerminating(set));
        return found.isPresent() ? reconcile(found.get()) : Optional.empty();
    }

    private Optional<Duration> reconcile(ObjectNode set) throws ApiException {
        var own = pods.podsOf(set, LabelSelector.of(set.path("spec").path("selector")));
        var nodes = api.list(ResourceTypes.NODE, "").items().stream().map(Metadata::name).toList();
        var newest = revisions.newest(set, set.path("status").path("collisionCount").asInt());
        var hash = newest.revision().label(RevisionStyle.DAEMON_SET);
        var situation = new DaemonSituation(set, hash, newest.collisionCount(), own, nodes, clock.now());
        try {
            for (var pod : situation.superfluous()) {
                pods.actions().delete(set, pod);
            }
            for (var node : situation.withoutPod()) {
                pods.actions().create(set, pod(set, node, hash));
            }
        } finally {
            pods.writeStatus(set, situation.status());
        }
        revisions.truncate(set, Stream.concat(Stream.of(newest.revision().name()), own.stream()
                .map(pod -> Metadata.name(set) + "-" + pod.meta().labels().getOrDefault(HASH, "")))
                .collect(Collectors.toSet()));
        return pods.nextAvailability(own, situation.minReady());
    }

    /** A pod that the scheduler can put on one node alone. */
    private static ObjectNode pod(ObjectNode set, String node, String hash) {
        var pod = PodActions.fromTemplate(set, set.path("spec").path("template"));
        pod.withObjectProperty("metadata").withObjectProperty("labels").put(HASH, hash)
                .put("pod-template-generation", Long.toString(Metadata.generation(set)));
        pod.withObjectProperty("spec").withObjectProperty("affinity").withObjectProperty("nodeAffinity")
                .putObject("requiredDuringSchedulingIgnoredDuringExecution").putArray("nodeSelectorTerms").addObject()
                .putArray("matchFields").addObject().put("key", "metadata.name").put("operator", "In")
                .putArray("values").add(node);
        return pod;
    }

    @Override
    public void close() {
        controller.close();
    }
}
