package dev.statelab.lab.controller.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.WatchEvent;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.controller.ObjectKey;
import dev.statelab.lab.controller.ObjectMeta;
import dev.statelab.lab.controller.OwnerReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which objects of a type belong to an owner. One without a controller that the owner selects is adopted; one of its own
 * that it no longer selects is released.
 */
public final class Ownership {

    private final Api api;
    private final ResourceType type;

    public Ownership(Api api, ResourceType type) {
        this.api = api;
        this.type = type;
    }

    /**
     * The controller of the object that an event is about.
     *
     * @param kind such as {@code Job}; one of another kind does not count
     */
    public static Stream<ObjectKey> controllerOf(WatchEvent event, String kind) {
        var meta = new ObjectMeta(event.object());
        return meta.controller().filter(owner -> owner.kind().equals(kind))
                .map(owner -> new ObjectKey(meta.namespace(), owner.name())).stream();
    }

    /** The owner's objects, after adoption and release; an owner that is to go adopts nothing and releases nothing. */
    public List<ObjectNode> of(ObjectNode owner, Predicate<ObjectMeta> selected) throws ApiException {
        var ownerMeta = new ObjectMeta(owner);
        var own = new ArrayList<ObjectNode>();
        for (var object : api.list(type, ownerMeta.namespace()).items()) {
            var meta = new ObjectMeta(object);
            if (meta.isControlledBy(ownerMeta.uid())) {
                if (selected.test(meta)) {
                    own.add(object);
                } else if (!ownerMeta.isTerminating()) {
                    setOwners(object, meta.owners().stream().filter(each -> !each.uid().equals(ownerMeta.uid())));
                }
            } else if (meta.controller().isEmpty() && !meta.isTerminating() && selected.test(meta) && mayAdopt(owner)) {
                own.add(setOwners(object,
                        Stream.concat(meta.owners().stream(), Stream.of(OwnerReference.toController(owner)))));
            }
        }
        return own;
    }

    /**
     * Whether it still is not to go: who was let go by an owner that is would be adopted by it again otherwise (kubernetes:
     * pkg/controller, RecheckDeletionTimestamp).
     */
    private boolean mayAdopt(ObjectNode owner) {
        return api.type(owner.path("apiVersion").asText(), owner.path("kind").asText())
                .flatMap(ownerType -> api.find(ownerType, Metadata.namespace(owner), Metadata.name(owner)))
                .filter(now -> Metadata.uid(now).equals(Metadata.uid(owner)) && !Metadata.isTerminating(now))
                .isPresent();
    }

    private ObjectNode setOwners(ObjectNode object, Stream<OwnerReference> owners) throws ApiException {
        var changed = object.deepCopy();
        var references = changed.withObjectProperty("metadata").putArray("ownerReferences");
        owners.map(OwnerReference::json).forEach(references::add);
        return api.update(type, Metadata.namespace(object), changed);
    }
}
