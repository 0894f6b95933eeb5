package dev.statelab.lab.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.store.ObjectStore;
import dev.statelab.lab.api.validation.FieldError;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What hangs on other objects: whether the namespace takes new ones, the default storage class, free addresses. */
final class Admission {

    private static final String DEFAULT_CLASS = "/metadata/annotations/storageclass.kubernetes.io~1is-default-class";

    private final ObjectStore store;
    private final ServiceAddresses addresses;

    Admission(ObjectStore store, RandomGenerator random) {
        this.store = store;
        this.addresses = new ServiceAddresses(random);
        store.list(ResourceTypes.SERVICE, "").items().forEach(addresses::occupy);
    }

    /** Completes an object before it is validated; {@code present} is empty for a new one. */
    List<FieldError> complete(ResourceType type, ObjectNode object, Optional<ObjectNode> present) {
        if (type.equals(ResourceTypes.SERVICE)) {
            return addresses.assign(object, present);
        }
        if (type.equals(ResourceTypes.PERSISTENT_VOLUME_CLAIM) && present.isEmpty()) {
            setStorageClass(object.withObjectProperty("spec"));
        }
        return List.of();
    }

    /** Gives back what {@link #complete} reserved for an object that is not there, or no longer. */
    void release(ResourceType type, ObjectNode object, Optional<ObjectNode> kept) {
        if (type.equals(ResourceTypes.SERVICE)) {
            addresses.release(object, kept);
        }
    }

    private void setStorageClass(ObjectNode spec) {
        if (!spec.hasNonNull("storageClassName")) {
            store.list(ResourceTypes.STORAGE_CLASS, "")
                    .items()
                    .stream()
                    .filter(storageClass -> storageClass.at(DEFAULT_CLASS).asText().equals("true"))
                    .max(Comparator.comparingLong(Metadata::revision))
                    .ifPresent(storageClass -> spec.put("storageClassName", Metadata.name(storageClass)));
        }
    }

    void refuseInUnfitNamespace(ResourceType type, ObjectNode object) throws ApiException {
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
}
