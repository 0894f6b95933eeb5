package dev.statelab.lab.controller.statefulset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WatchEvent;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.controller.Controller;
import dev.statelab.lab.controller.ObjectKey;
import dev.statelab.lab.controller.ObjectMeta;
import dev.statelab.lab.controller.workload.RevisionKeeper;
import dev.statelab.lab.controller.workload.RevisionStyle;
import dev.statelab.lab.event.EventRecorder;
import dev.statelab.lab.time.LabClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps the pods, claims and revisions of every StatefulSet as its spec wants them. */
public final class StatefulSetController implements AutoCloseable {

    private final Api api;
    private final LabClock clock;
    private final PodOwnership ownership;
    private final RevisionKeeper revisions;
    private final ActionRunner actions;
    private final Controller controller;

    /** Starts at once. */
    public StatefulSetController(Api api, LabClock clock, EventRecorder events) {
        this.api = api;
        this.clock = clock;
        this.ownership = new PodOwnership(api);
        this.revisions = new RevisionKeeper(api, RevisionStyle.STATEFUL_SET);
        this.actions = new ActionRunner(api, events);
        this.controller = new Controller("statefulset", api, clock, this::reconcile);
        controller.watch(ResourceTypes.STATEFUL_SET).watch(ResourceTypes.POD, this::setsOf);
    }

    /** The set that controls a pod; for a pod that nobody controls all sets that could adopt it. */
    private Stream<ObjectKey> setsOf(WatchEvent podEvent) {
        var pod = new ObjectMeta(podEvent.object());
        var controlledBy = pod.controller();
        if (controlledBy.isPresent()) {
            return controlledBy.stream().filter(owner -> owner.kind().equals("StatefulSet"))
                    .map(owner -> new ObjectKey(pod.namespace(), owner.name()));
        }
        return api.list(ResourceTypes.STATEFUL_SET, pod.namespace()).items().stream()
                .filter(set -> SetPod.ordinal(Metadata.name(set), pod.name()).isPresent()).map(ObjectKey::of);
    }

    private Optional<Duration> reconcile(ObjectKey key) throws ApiException {
        var found = api.find(ResourceTypes.STATEFUL_SET, key.namespace(), key.name());
        return found.isPresent() ? reconcile(new StatefulSet(found.get())) : Optional.empty();
    }

    private Optional<Duration> reconcile(StatefulSet set) throws ApiException {
        var pods = ownership.pods(set);
        var known = SetRevisions.of(set, revisions);
        var now = clock.now();
        var plan = Planner.plan(new Situation(set, known.current().name(), known.update().name(),
                known.collisionCount(), pods, claims(set), now));
        try {
            for (var action : plan.actions()) {
                actions.run(set, known, action);
            }
        } finally {
            write(set, plan.status());
        }
        revisions.truncate(set.object(), inUse(known, pods));
        return plan.lookAgain().map(then -> Duration.between(now, then));
    }

    private static Set<String> inUse(SetRevisions known, List<SetPod> pods) {
        return Stream.concat(Stream.of(known.current().name(), known.update().name()),
                pods.stream().map(SetPod::revision)).collect(Collectors.toSet());
    }

    private Map<String, ObjectNode> claims(StatefulSet set) {
        List<ObjectNode> claims = set.claimTemplates().isEmpty()
                ? List.of()
                : api.list(ResourceTypes.PERSISTENT_VOLUME_CLAIM, set.meta().namespace()).items();
        return claims.stream().collect(Collectors.toMap(claim -> Metadata.name(claim), Function.identity()));
    }

    private void write(StatefulSet set, SetStatus status) throws ApiException {
        if (set.status().equals(status)) {
            return;
        }
        var present = api.find(ResourceTypes.STATEFUL_SET, set.meta().namespace(), set.name())
                .filter(found -> Metadata.uid(found).equals(set.meta().uid()));
        if (present.isPresent()) {
            var changed = present.get().deepCopy();
            changed.set("status", status.json());
            api.updateStatus(ResourceTypes.STATEFUL_SET, set.meta().namespace(), changed);
        }
    }

    @Override
    public void close() {
        controller.close();
    }
}
