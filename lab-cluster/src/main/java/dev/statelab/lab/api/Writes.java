package dev.statelab.lab.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ResourceType.Trait;
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
import java.util.stream.Stream;

/** Carries out writes: prepares the object, refuses it or stores it, and starts again where another writer was faster. */
final class Writes {

    private static final int GENERATED_NAME_ATTEMPTS = 8;

    private final ObjectStore store;
    private final LabClock clock;
    private final Decoder decoder;
    private final Admission admission;
    private final ServiceAccountAdmission serviceAccounts;
    private final NameGenerator names;
    private final GatedFields gated;

    /**
     * @param random safe to use from several threads
     */
    Writes(ObjectStore store, LabClock clock, Decoder decoder, RandomGenerator random, GatedFields gated) {
        this.store = store;
        this.clock = clock;
        this.decoder = decoder;
        this.admission = new Admission(store, random);
        this.serviceAccounts = new ServiceAccountAdmission(store);
        this.names = new NameGenerator(random);
        this.gated = gated;
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
            admission.refuseInUnfitNamespace(type, candidate);
            if (type.equals(ResourceTypes.POD)) {
                serviceAccounts.complete(candidate, names.suffix());
            }
            if (store.find(type, Metadata.namespace(candidate), Metadata.name(candidate)).isEmpty()
                    && insert(type, candidate, options)) {
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
        if (type.has(Trait.GENERATION)) {
            metadata.put("generation", 1);
        }
        if (type.equals(ResourceTypes.PERSISTENT_VOLUME_CLAIM)) {
            DefaultStorageClass.fill(object, store);
        }
        gated.drop(type, object, Optional.empty());
        Defaults.ofNew(type, object);
    }

    /** False where the name was taken meanwhile. */
    private boolean insert(ResourceType type, ObjectNode object, WriteOptions options) throws ApiException {
        boolean stored = false;
        try {
            List<FieldError> errors = admission.complete(type, object, Optional.empty());
            refuse(type, object, errors, Validation.ofNew(type, object));
            options.guard().check(type, Optional.empty(), object);
            own(type, object.objectNode(), object, Part.OBJECT, options);
            stored = !options.dryRun() && store.insert(type, object);
            return stored || options.dryRun();
        } finally {
            if (!stored) {
                admission.release(type, object, Optional.empty());
            }
        }
    }

    ObjectNode update(ResourceType type, String namespace, String name, Part part, Edit edit, WriteOptions options)
            throws ApiException {
        while (true) {
            ObjectNode present = present(type, namespace, name);
            ObjectNode next = Revision.of(type, present, edit.apply(present), part);
            gated.drop(type, next, Optional.of(present));
            Defaults.of(type, next);
            if (replace(type, present, next, part, options)) {
                return next;
            }
        }
    }

    /** False where another writer was faster. */
    private boolean replace(ResourceType type, ObjectNode present, ObjectNode next, Part part, WriteOptions options)
            throws ApiException {
        boolean stored = false;
        try {
            List<FieldError> errors = admission.complete(type, next, Optional.of(present));
            Revision.countGeneration(type, present, next);
            refuse(type, next, errors, Validation.ofUpdate(type, present, next, part));
            options.guard().check(type, Optional.of(present), next);
            own(type, present, next, part, options);
            if (next.equals(present) || options.dryRun()) {
                return true;
            }
            boolean goes = Metadata.isTerminating(next)
                    && Metadata.deletionGracePeriodSeconds(next) == 0
                    && !Deletion.isHeld(type, next);
            stored = goes ? store.remove(type, present, next) : store.replace(type, present, next);
            if (stored) {
                admission.release(type, present, goes ? Optional.empty() : Optional.of(next));
            }
            return stored;
        } finally {
            if (!stored) {
                admission.release(type, next, Optional.of(present));
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
            ObjectNode present = present(type, namespace, name);
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
    private Optional<ObjectNode> carryOut(ResourceType type, ObjectNode present, Deletion deletion)
            throws ApiException {
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

    private Optional<ObjectNode> remove(ResourceType type, ObjectNode present) throws ApiException {
        ObjectNode last = present.deepCopy();
        if (!store.remove(type, present, last)) {
            return Optional.empty();
        }
        admission.release(type, last, Optional.empty());
        return Optional.of(last);
    }

    private ObjectNode present(ResourceType type, String namespace, String name) throws ApiException {
        return store.find(type, namespace, name).orElseThrow(() -> Refusal.notFound(type, name));
    }

    private static void refuse(ResourceType type, ObjectNode object, List<FieldError> first, List<FieldError> second)
            throws ApiException {
        List<FieldError> errors = Stream.concat(first.stream(), second.stream()).toList();
        if (!errors.isEmpty()) {
            throw Refusal.invalid(type, Metadata.name(object), errors);
        }
    }
}
