package dev.statelab.lab.api.validation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Part;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.object.Metadata;
import java.util.List;

/** Which fields of an object are wrong. */
public final class Validation {

    private Validation() {}

    public static List<FieldError> ofNew(ResourceType type, ObjectNode object) {
        return Metadata.name(object).isEmpty()
                ? List.of(FieldError.required("metadata.name", "name or generateName is required"))
                : List.of();
    }

    public static List<FieldError> ofUpdate(ResourceType type, ObjectNode present, ObjectNode next, Part part) {
        return List.of();
    }
}
