package dev.statelab.lab.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.store.ObjectStore;
import java.util.Comparator;

/** Gives a new claim that names no class the cluster's default one, as the admission plugin of that name does. */
final class DefaultStorageClass {

    private static final String ANNOTATION = "storageclass.kubernetes.io/is-default-class";

    private DefaultStorageClass() {}

    /** A claim that names the class {@code ""} wants none. */
    static void fill(ObjectNode claim, ObjectStore store) {
        ObjectNode spec = claim.withObjectProperty("spec");
        if (!spec.has("storageClassName")) {
            store.list(ResourceTypes.STORAGE_CLASS, "")
                    .items()
                    .stream()
                    .filter(DefaultStorageClass::isDefault)
                    .max(Comparator.comparingLong(Metadata::revision))
                    .ifPresent(newest -> spec.put("storageClassName", Metadata.name(newest)));
        }
    }

    private static boolean isDefault(ObjectNode storageClass) {
        return storageClass.path("metadata").path("annotations").path(ANNOTATION).asText().equals("true");
    }
}
