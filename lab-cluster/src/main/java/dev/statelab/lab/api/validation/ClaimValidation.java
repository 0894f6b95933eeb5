package dev.statelab.lab.api.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Quantity;
import java.math.BigDecimal;
import java.util.List;

/** A claim, and what of it may change. */
final class ClaimValidation {

    private static final List<String> ACCESS_MODES = List.of("ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce",
            "ReadWriteOncePod");

    private ClaimValidation() {}

    static void check(JsonNode claim, Errors errors) {
        JsonNode spec = claim.path("spec");
        if (spec.path("accessModes").isEmpty()) {
            errors.add(FieldError.required("spec.accessModes", "at least 1 access mode is required"));
        }
        spec.path("accessModes").forEach(mode -> errors.oneOf("spec.accessModes", mode, ACCESS_MODES));
        JsonNode storage = spec.path("resources").path("requests").path("storage");
        if (storage.isMissingNode()) {
            errors.add(FieldError.required("spec.resources[storage]", ""));
        } else if (Quantity.orZero(storage.asText()).value().signum() <= 0) {
            errors.add(FieldError.invalid("spec.resources[storage]", storage.asText(), "must be greater than zero"));
        }
        String storageClass = spec.path("storageClassName").asText();
        if (!storageClass.isEmpty()) {
            errors.invalid("spec.storageClassName", storageClass, Syntax.dnsSubdomain(storageClass));
        }
        errors.oneOf("spec.volumeMode", spec.path("volumeMode"), List.of("Block", "Filesystem"));
    }

    static void checkUpdate(ObjectNode present, ObjectNode next, Errors errors) {
        if (!fixedPart(present, present).equals(fixedPart(next, present))) {
            errors.add(FieldError.forbidden("spec",
                    "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound "
                            + "claims"));
        }
        if (storage(next).compareTo(storage(present)) < 0) {
            errors.add(FieldError.forbidden("spec.resources.requests.storage",
                    "field can not be less than previous value"));
        }
    }

    private static BigDecimal storage(JsonNode claim) {
        return Quantity.orZero(claim.at("/spec/resources/requests/storage").asText()).value();
    }

    /** What of the spec may not change: the volume is set once, the size of a bound claim may grow. */
    private static JsonNode fixedPart(ObjectNode claim, ObjectNode present) {
        ObjectNode spec = claim.path("spec").deepCopy();
        if (present.path("spec").path("volumeName").asText().isEmpty()) {
            spec.remove("volumeName");
        }
        if (!present.path("spec").has("storageClassName")) {
            spec.remove("storageClassName");
        }
        if (present.path("status").path("phase").asText().equals("Bound")) {
            spec.remove("resources");
        }
        return spec;
    }
}
