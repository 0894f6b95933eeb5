package dev.statelab.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.defaults.Defaults;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.patch.FieldOwners;
import dev.statelab.lab.api.schema.Decoder;
import dev.statelab.lab.api.store.ObjectStore;
import dev.statelab.lab.api.validation.FieldError;
import dev.statelab.lab.api.validation.Validation;
import dev.statelab.lab.time.LabClock;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Carries out writes: prepares the object, refuses it or stores it, and starts again where another writer was faster. */
final class Writes {

    private static final int GENERATED_NAME_ATTEMPTS = 8;

    private final ObjectStore store;
    private final LabClock clock;
    private final Decoder decoder;
    private final NameGenerator names;

    Writes(ObjectStore store, LabClock clock, Decoder decoder, RandomGenerator random) {
        this.store = store;
        this.clock = clock;
        this.decoder = decoder;
        this.names = new NameGenerator(random);
    }

    ObjectNode create(ResourceType type, String namespace, ObjectNode object, WriteOptions options)
            throws ApiException {
        String generateName = Metadata.of(object).path("generateName").asText();
        boolean generated = Metadata.name(object).isEmpty() && !generateName.isEmpty();
        for (int attempt = 1;; attempt++) {
            ObjectNode candidate = generated ? object.deepCopy() : object;
            if (generated) {
                Metadata.of(candidate).put("name", generateName + names.suffix());
            }
            prepareNew(type, namespace, candidate);
            refuseInUnfitNamespace(type, candidate);
            refuse(type, candidate, Validation.ofNew(type, candidate));
            own(type, candidate.objectNode(), candidate, Part.OBJECT, options);
            if (options.dryRun()
                    ? store.find(type, Metadata.namespace(candidate), Metadata.name(candidate)).isEmpty()
                    : store.insert(type, candidate)) {
                return candidate;
            }
            if (!generated || attempt == GENERATED_NAME_ATTEMPTS) {
                throw Refusal.alreadyExists(type, Metadata.name(candidate));
            }
        }
    }

    private void prepareNew(ResourceType type, String namespace, ObjectNode object) throws ApiException {
        object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
        ObjectNode metadata = Metadata.of(object);
        if (type.namespaced()) {
            String given = Metadata.namespace(object);
            if (!given.isEmpty() && !given.equals(namespace)) {
                throw Refusal.badRequest("the namespace of the provided object does not match the namespace sent on "
                        + "the request");
            }
            metadata.put("namespace", namespace);
        } else {
            metadata.remove("namespace");
        }
        if (!Metadata.resourceVersion(object).isEmpty()) {
            throw Refusal.badRequest("resourceVersion should not be set on objects to be created");
        }
        metadata.remove(List.of("resourceVersion", "selfLink", "deletionTimestamp", "deletionGracePeriodSeconds",
                "generation"));
        metadata.put("uid", names.uid());
        metadata.put("creationTimestamp", Metadata.time(clock.now()));
        if (ResourceTypes.hasGeneration(type)) {
            metadata.put("generation", 1);
        }
        if (type.equals(ResourceTypes.PERSISTENT_VOLUME_CLAIM)) {
            DefaultStorageClass.fill(object, store);
        }
        Defaults.ofNew(type, object, names::suffix);
    }

    private void refuseInUnfitNamespace(ResourceType type, ObjectNode object) throws ApiException {
        if (!type.namespaced()) {
            return;
        }
        String name = Metadata.namespace(object);
        ObjectNode namespace = store.find(ResourceTypes.NAMESPACE, "", name)
                .orElseThrow(() -> Refusal.notFound(ResourceTypes.NAMESPACE, name));
        if (Metadata.isTerminating(namespace)) {
            throw Refusal.namespaceTerminating(type, Metadata.name(object), name);
        }
    }

    ObjectNode update(ResourceType type, String namespace, String name, Part part, Edit edit, WriteOptions options)
            throws ApiException {
        while (true) {
            ObjectNode present = store.find(type, namespace, name)
                    .orElseThrow(() -> Refusal.notFound(type, name));
            ObjectNode next = Revision.of(type, present, edit.apply(present), part);
            Defaults.of(type, next);
            Revision.countGeneration(type, present, next);
            refuse(type, next, Validation.ofUpdate(type, present, next, part));
            own(type, present, next, part, options);
            if (next.equals(present) || options.dryRun()) {
                return next;
            }
            boolean goes = Metadata.isTerminating(next)
                    && Metadata.deletionGracePeriodSeconds(next) == 0
                    && Deletion.isHeld(type, present)
                    && !Deletion.isHeld(type, next);
            if (goes ? store.remove(type, present, next) : store.replace(type, present, next)) {
                return next;
            }
        }
    }

    private void own(ResourceType type, ObjectNode before, ObjectNode after, Part part, WriteOptions options) {
        options.fieldManager()
                .ifPresent(manager -> FieldOwners.update(decoder.schema(type), before, after, manager,
                        part == Part.STATUS ? "status" : "", clock.now()));
    }

    ObjectNode delete(ResourceType type, String namespace, String name, DeleteOptions options,
            WriteOptions writeOptions) throws ApiException {
        while (true) {
            ObjectNode present = store.find(type, namespace, name)
                    .orElseThrow(() -> Refusal.notFound(type, name));
            Optional<ApiException> refusal = Deletion.refusal(type, present, options);
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            Deletion deletion = Deletion.of(type, present, options, clock.now());
            if (writeOptions.dryRun()) {
                return present;
            }
            Optional<ObjectNode> done = carryOut(type, present, deletion);
            if (done.isPresent()) {
                return done.get();
            }
        }
    }

    /** Empty where another writer was faster. */
    private Optional<ObjectNode> carryOut(ResourceType type, ObjectNode present, Deletion deletion) {
        return switch (deletion) {
            case Deletion.Unchanged() -> Optional.of(present);
            case Deletion.Mark(ObjectNode terminating) -> store.replace(type, present, terminating)
                    ? Optional.of(terminating)
                    : Optional.empty();
            case Deletion.Remove() -> remove(type, present);
            case Deletion.MarkThenRemove(ObjectNode terminating) -> store.replace(type, present, terminating)
                    ? remove(type, terminating)
                    : Optional.empty();
        };
    }

    private Optional<ObjectNode> remove(ResourceType type, ObjectNode present) {
        ObjectNode last = present.deepCopy();
        return store.remove(type, present, last) ? Optional.of(last) : Optional.empty();
    }

    private static void refuse(ResourceType type, JsonNode object, List<FieldError> errors) throws ApiException {
        if (!errors.isEmpty()) {
            throw Refusal.invalid(type, Metadata.name(object), errors);
        }
    }
}
