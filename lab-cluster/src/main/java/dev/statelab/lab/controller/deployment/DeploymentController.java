package dev.statelab.lab.controller.deployment;

import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WatchEvent;
import dev.statelab.lab.controller.Controller;
import dev.statelab.lab.controller.ObjectKey;
import dev.statelab.lab.controller.ObjectMeta;
import dev.statelab.lab.controller.OwnerReference;
import dev.statelab.lab.controller.workload.StatusWriter;
import dev.statelab.lab.event.EventRecorder;
import dev.statelab.lab.event.EventSource;
import dev.statelab.lab.event.EventType;
import dev.statelab.lab.event.ObjectReference;
import dev.statelab.lab.time.LabClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Brings the ReplicaSets of every Deployment from one state of its template to the next. */
public final class DeploymentController implements AutoCloseable {

    private static final EventSource SOURCE = EventSource.controller("deployment-controller");

    private final Api api;
    private final LabClock clock;
    private final EventRecorder events;
    private final TemplateSets sets;
    private final StatusWriter statuses;
    private final Controller controller;

    /** Starts at once. */
    public DeploymentController(Api api, LabClock clock, EventRecorder events) {
        this.api = api;
        this.clock = clock;
        this.events = events;
        this.sets = new TemplateSets(api);
        this.statuses = new StatusWriter(api, ResourceTypes.DEPLOYMENT);
        this.controller = new Controller("deployment", api, clock, this::reconcile);
        controller.watch(ResourceTypes.DEPLOYMENT).watch(ResourceTypes.REPLICA_SET, this::deploymentsOf)
                .watch(ResourceTypes.POD, this::deploymentsOfGone);
    }

    private Stream<ObjectKey> deploymentsOf(WatchEvent setEvent) {
        var set = new ObjectMeta(setEvent.object());
        return set.controller().isPresent()
                ? owner(set, "Deployment").stream()
                : keys(ResourceTypes.DEPLOYMENT, set.namespace());
    }

    /** A Deployment that is recreated waits for the last of its old pods. */
    private Stream<ObjectKey> deploymentsOfGone(WatchEvent podEvent) {
        return podEvent.type() == WatchEvent.Type.DELETED
                ? owner(new ObjectMeta(podEvent.object()), "ReplicaSet")
                        .flatMap(key -> api.find(ResourceTypes.REPLICA_SET, key.namespace(), key.name()))
                        .flatMap(set -> owner(new ObjectMeta(set), "Deployment")).stream()
                : Stream.empty();
    }

    private static Optional<ObjectKey> owner(ObjectMeta meta, String kind) {
        return meta.controller().filter(owner -> owner.kind().equals(kind)).map(OwnerReference::name)
                .map(name -> new ObjectKey(meta.namespace(), name));
    }

    private Stream<ObjectKey> keys(ResourceType type, String namespace) {
        return api.list(type, namespace).items().stream().map(ObjectKey::of);
    }

    private Optional<Duration> reconcile(ObjectKey key) throws ApiException {
        var found = api.find(ResourceTypes.DEPLOYMENT, key.namespace(), key.name()).map(Deployment::new)
                .filter(deployment -> !deployment.meta().isTerminating());
        return found.isPresent() ? reconcile(found.get()) : Optional.empty();
    }

    private Optional<Duration> reconcile(Deployment deployment) throws ApiException {
        var all = sets.of(deployment);
        var current = all.stream().filter(set -> set.isOf(deployment)).findFirst();
        var old = all.stream().filter(set -> !set.isOf(deployment)).toList();
        var rollout = new Rollout(deployment, current, old,
                deployment.isRecreated() && sets.haveAnyPod(old, deployment.meta().namespace()));
        long revision = old.stream().mapToLong(TemplateSet::revision).max().orElse(0) + 1;
        boolean created = rollout.wantsNewSet();
        if (created) {
            current = Optional.of(create(deployment, rollout.newReplicas(), revision));
        } else if (current.isPresent() && !deployment.isPaused()) {
            current = Optional.of(sets.update(current.get(), deployment, revision));
        }
        for (var scaling : new Rollout(deployment, current, old, rollout.oldPodsLeft()).step()) {
            scale(deployment, scaling);
        }
        var annotated = current.isPresent() ? annotate(deployment, current.get()) : deployment;
        List<TemplateSet> known = new ArrayList<>(old);
        current.ifPresent(known::add);
        var stored = statuses.write(annotated.object(),
                DeploymentStatus.of(annotated, current, known, created, clock.now()));
        sets.truncate(old, deployment.revisionHistoryLimit());
        return DeploymentStatus.deadline(new Deployment(stored))
                .map(end -> Duration.between(clock.now(), end)).filter(Duration::isPositive);
    }

    private TemplateSet create(Deployment deployment, int replicas, long revision) throws ApiException {
        try {
            var created = sets.create(deployment, replicas, revision);
            if (replicas > 0) {
                reportScaling(deployment, "up", created.name(), 0, replicas);
            }
            return created;
        } catch (ApiException refused) {
            report(deployment, EventType.WARNING, "ReplicaSetCreateError",
                    "Failed to create new replica set: " + refused.getMessage());
            throw refused;
        }
    }

    private void scale(Deployment deployment, Rollout.Scaling scaling) throws ApiException {
        int before = scaling.set().replicas();
        sets.scale(scaling.set(), deployment, scaling.replicas());
        if (scaling.replicas() != before) {
            reportScaling(deployment, scaling.replicas() > before ? "up" : "down", scaling.set().name(), before,
                    scaling.replicas());
        }
    }

    private void reportScaling(Deployment deployment, String direction, String set, int from, int to) {
        report(deployment, EventType.NORMAL, "ScalingReplicaSet",
                "Scaled " + direction + " replica set " + set + " from " + from + " to " + to);
    }

    private void report(Deployment deployment, EventType type, String reason, String message) {
        events.record(SOURCE, ObjectReference.to(deployment.object()), type, reason, message);
    }

    private Deployment annotate(Deployment deployment, TemplateSet current) throws ApiException {
        var revision = Long.toString(current.revision());
        if (revision.equals(deployment.meta().annotations().get(TemplateSet.REVISION))) {
            return deployment;
        }
        var changed = deployment.object().deepCopy();
        changed.withObjectProperty("metadata").withObjectProperty("annotations").put(TemplateSet.REVISION, revision);
        return new Deployment(api.update(ResourceTypes.DEPLOYMENT, deployment.meta().namespace(), changed));
    }

    @Override
    public void close() {
        controller.close();
    }
}
