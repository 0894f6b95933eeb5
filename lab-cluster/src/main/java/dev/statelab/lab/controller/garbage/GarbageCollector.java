package dev.statelab.lab.controller.garbage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.DeleteOptions;
import dev.statelab.lab.api.DeleteOptions.Propagation;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WatchEvent;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.controller.Controller;
import dev.statelab.lab.controller.ObjectKey;
import dev.statelab.lab.controller.ObjectMeta;
import dev.statelab.lab.controller.OwnerReference;
import dev.statelab.lab.time.LabClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Deletes objects whose owners are all gone; before an owner goes that is deleted in the foreground; and lets go of those
 * whose owner is deleted with {@code orphan}.
 */
public final class GarbageCollector implements AutoCloseable {

    private static final String FOREGROUND = "foregroundDeletion";
    private static final String ORPHAN = "orphan";

    private final Api api;
    private final Dependents dependents = new Dependents();
    private final Map<ResourceType, Controller> controllers = new LinkedHashMap<>();

    /** How an owner stands. */
    private enum Owner {
        PRESENT, DELETING_IN_FOREGROUND, GONE
    }

    /** Starts at once. */
    public GarbageCollector(Api api, LabClock clock) {
        this.api = api;
        // An event has no owners, and there are many of them.
        var types = ResourceTypes.ALL.stream().filter(type -> !type.equals(ResourceTypes.EVENT)).toList();
        types.forEach(type -> controllers.put(type,
                new Controller("garbage-" + type.plural(), api, clock, key -> collect(type, key))));
        controllers.forEach((type, controller) -> controller.watch(type, event -> concerned(type, event)));
    }

    private Stream<ObjectKey> concerned(ResourceType type, WatchEvent event) {
        var meta = new ObjectMeta(event.object());
        var key = ObjectKey.of(event.object());
        if (event.type() == WatchEvent.Type.DELETED) {
            dependents.forget(new Dependent(type, key));
            dependents.of(meta.uid()).forEach(this::lookAt);
            meta.owners().forEach(owner -> lookAt(meta, owner));
            return Stream.empty();
        }
        dependents.observe(new Dependent(type, key), meta);
        return !meta.owners().isEmpty() || isLeaving(meta) ? Stream.of(key) : Stream.empty();
    }

    private static boolean isLeaving(ObjectMeta meta) {
        return meta.isTerminating() && (meta.finalizers().contains(FOREGROUND) || meta.finalizers().contains(ORPHAN));
    }

    private void lookAt(Dependent object) {
        Optional.ofNullable(controllers.get(object.type())).ifPresent(controller -> controller.add(object.key()));
    }

    private void lookAt(ObjectMeta dependent, OwnerReference owner) {
        api.type(owner.apiVersion(), owner.kind())
                .ifPresent(type -> lookAt(new Dependent(type, key(type, dependent, owner))));
    }

    private static ObjectKey key(ResourceType ownerType, ObjectMeta dependent, OwnerReference owner) {
        return new ObjectKey(ownerType.namespaced() ? dependent.namespace() : "", owner.name());
    }

    private Optional<Duration> collect(ResourceType type, ObjectKey key) throws ApiException {
        var found = api.find(type, key.namespace(), key.name());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var meta = new ObjectMeta(found.get());
        if (isLeaving(meta)) {
            releaseOwner(type, meta);
        } else if (!meta.isTerminating()) {
            judge(type, meta);
        }
        return Optional.empty();
    }

    /** Deletes an object without owners, or removes the references to owners that are gone. */
    private void judge(ResourceType type, ObjectMeta meta) throws ApiException {
        List<OwnerReference> present = new ArrayList<>();
        boolean foreground = false;
        for (var owner : meta.owners()) {
            var state = state(meta, owner);
            if (state == Owner.PRESENT) {
                present.add(owner);
            }
            foreground |= state == Owner.DELETING_IN_FOREGROUND;
        }
        if (present.isEmpty() && !meta.owners().isEmpty()) {
            var propagation = foreground && !dependents.of(meta.uid()).isEmpty()
                    ? Propagation.FOREGROUND
                    : Propagation.BACKGROUND;
            // Its owner may have let go of it meanwhile.
            api.delete(type, meta.namespace(), meta.name(), new DeleteOptions(Optional.empty(),
                    Optional.of(meta.uid()), Optional.of(Metadata.resourceVersion(meta.object())), propagation));
        } else if (present.size() < meta.owners().size()) {
            keepOwners(type, meta, present::contains);
        }
    }

    private Owner state(ObjectMeta dependent, OwnerReference owner) {
        var type = api.type(owner.apiVersion(), owner.kind());
        if (type.isEmpty()) {
            return Owner.PRESENT;
        }
        var key = key(type.get(), dependent, owner);
        var found = api.find(type.get(), key.namespace(), key.name()).map(ObjectMeta::new)
                .filter(meta -> meta.uid().equals(owner.uid()));
        if (found.isEmpty()) {
            return Owner.GONE;
        }
        return found.get().isTerminating() && found.get().finalizers().contains(FOREGROUND)
                ? Owner.DELETING_IN_FOREGROUND
                : Owner.PRESENT;
    }

    /** Does what a leaving owner still waits for, and lets it go once that is done. */
    private void releaseOwner(ResourceType type, ObjectMeta owner) throws ApiException {
        boolean orphaning = owner.finalizers().contains(ORPHAN);
        if (orphaning) {
            orphanDependents(owner);
        }
        if (orphaning || !isWaiting(owner)) {
            var changed = owner.object().deepCopy();
            var finalizers = changed.withObjectProperty("metadata").putArray("finalizers");
            owner.finalizers().stream().filter(each -> !each.equals(orphaning ? ORPHAN : FOREGROUND))
                    .forEach(finalizers::add);
            api.update(type, owner.namespace(), changed);
        }
    }

    /** Asks for each: one that was created a moment ago may not have been heard of yet, and would be deleted. */
    private void orphanDependents(ObjectMeta owner) throws ApiException {
        for (var type : controllers.keySet()) {
            for (var object : api.list(type, owner.namespace()).items()) {
                var meta = new ObjectMeta(object);
                if (meta.owners().stream().anyMatch(reference -> reference.uid().equals(owner.uid()))) {
                    keepOwners(type, meta, reference -> !reference.uid().equals(owner.uid()));
                }
            }
        }
    }

    private boolean isWaiting(ObjectMeta owner) {
        boolean waiting = false;
        for (var dependent : dependents.of(owner.uid())) {
            var found = api.find(dependent.type(), dependent.key().namespace(), dependent.key().name())
                    .map(ObjectMeta::new);
            if (found.isPresent()) {
                lookAt(dependent);
                waiting |= found.get().owners().stream()
                        .anyMatch(reference -> reference.uid().equals(owner.uid()) && reference.blocksDeletion());
            }
        }
        return waiting;
    }

    private void keepOwners(ResourceType type, ObjectMeta meta, Predicate<OwnerReference> kept) throws ApiException {
        ObjectNode changed = meta.object().deepCopy();
        var references = changed.withObjectProperty("metadata").putArray("ownerReferences");
        meta.owners().stream().filter(kept).map(OwnerReference::json).forEach(references::add);
        api.update(type, meta.namespace(), changed);
    }

    @Override
    public void close() {
        controllers.values().forEach(Controller::close);
    }
}
