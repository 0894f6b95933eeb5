package dev.statelab.lab.api.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.lab.api.object.Quantity;

/** Requests and limits of a container. */
final class ResourcesValidation {

    private ResourcesValidation() {}

    static void check(String at, JsonNode resources, Errors errors) {
        for (String kind : new String[]{"limits", "requests"}) {
            resources.path(kind).properties().forEach(entry -> {
                if (Quantity.orZero(entry.getValue().asText()).value().signum() < 0) {
                    errors.add(FieldError.invalid(at + "." + kind + "[" + entry.getKey() + "]",
                            entry.getValue().asText(), "must be greater than or equal to 0"));
                }
            });
        }
        resources.path("requests").properties().forEach(entry -> {
            JsonNode limit = resources.path("limits").path(entry.getKey());
            Quantity request = Quantity.orZero(entry.getValue().asText());
            if (!limit.isMissingNode() && request.exceeds(Quantity.orZero(limit.asText()))) {
                errors.add(FieldError.invalid(at + ".requests", entry.getValue().asText(),
                        "must be less than or equal to " + entry.getKey() + " limit of " + limit.asText()));
            }
        });
    }
}
