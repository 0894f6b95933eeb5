package dev.statelab.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ResourceType.Trait;
import dev.statelab.lab.api.object.Metadata;
import java.util.List;

/** What an update may change: the rest of the object stays as it was. */
final class Revision {

    /** Set by the API server alone. */
    private static final List<String> OWN_METADATA = List.of("name", "namespace", "uid", "creationTimestamp",
            "resourceVersion", "generation", "generateName", "deletionTimestamp", "deletionGracePeriodSeconds");

    private Revision() {}

    /**
     * @param edited what the writer sent, or made of the present object
     * @return the next object
     */
    static ObjectNode of(ResourceType type, ObjectNode present, ObjectNode edited, Part part) throws ApiException {
        refuseOtherObject(type, present, edited);
        return switch (part) {
            case OBJECT -> withoutStatus(type, present, edited);
            case STATUS -> {
                ObjectNode next = present.deepCopy();
                copy(edited, next, "status");
                yield next;
            }
            case FINALIZERS -> {
                ObjectNode next = present.deepCopy();
                copy(edited.path("spec"), next.withObjectProperty("spec"), "finalizers");
                copy(edited.path("metadata"), Metadata.of(next), "finalizers");
                yield next;
            }
            case BINDING -> {
                ObjectNode next = present.deepCopy();
                copy(edited.path("spec"), next.withObjectProperty("spec"), "nodeName");
                copy(edited.path("status"), next.withObjectProperty("status"), "conditions");
                yield next;
            }
        };
    }

    private static ObjectNode withoutStatus(ResourceType type, ObjectNode present, ObjectNode edited) {
        edited.put("apiVersion", type.apiVersion()).put("kind", type.kind());
        ObjectNode metadata = Metadata.of(edited);
        OWN_METADATA.forEach(field -> copy(present.path("metadata"), metadata, field));
        metadata.remove("selfLink");
        if (!metadata.has("managedFields")) {
            copy(present.path("metadata"), metadata, "managedFields");
        }
        if (type.has(Trait.STATUS)) {
            copy(present, edited, "status");
        }
        if (type.equals(ResourceTypes.NAMESPACE)) {
            copy(present.path("spec"), edited.withObjectProperty("spec"), "finalizers");
        }
        return edited;
    }

    private static void refuseOtherObject(ResourceType type, ObjectNode present, ObjectNode edited)
            throws ApiException {
        String name = Metadata.name(edited);
        if (!name.isEmpty() && !name.equals(Metadata.name(present))) {
            throw Refusal.badRequest("the name of the object (" + name + ") does not match the name on the URL ("
                    + Metadata.name(present) + ")");
        }
        String uid = Metadata.uid(edited);
        if (!uid.isEmpty() && !uid.equals(Metadata.uid(present))) {
            throw Refusal.conflict(type, Metadata.name(present),
                    "Precondition failed: UID in precondition: " + uid + ", UID in object meta: "
                            + Metadata.uid(present));
        }
    }

    /** Counts one more generation where anything but metadata and status differs. */
    static void countGeneration(ResourceType type, ObjectNode present, ObjectNode next) {
        if (type.has(Trait.GENERATION) && !desired(present).equals(desired(next))) {
            Metadata.of(next).put("generation", Metadata.generation(present) + 1);
        }
    }

    private static ObjectNode desired(ObjectNode object) {
        ObjectNode shallow = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(entry -> shallow.set(entry.getKey(), entry.getValue()));
        return shallow.without(List.of("metadata", "status"));
    }

    private static void copy(JsonNode from, ObjectNode to, String field) {
        JsonNode value = from.path(field);
        if (value.isMissingNode()) {
            to.remove(field);
        } else {
            to.set(field, value.deepCopy());
        }
    }
}
