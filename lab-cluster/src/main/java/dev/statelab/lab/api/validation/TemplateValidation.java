package dev.statelab.lab.api.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.select.LabelSelector;
import java.util.List;

/** A pod template, and whether the selector of what owns it matches its labels. */
final class TemplateValidation {

    private TemplateValidation() {}

    /**
     * Without a selector no label matches: {@code recordings/responses/create-no-selector-422.json}.
     *
     * @param what the kind in small letters, for the message on an empty selector
     */
    static void checkSelector(JsonNode spec, String what, Errors errors) {
        JsonNode selector = spec.path("selector");
        LabelSelector parsed = LabelSelector.of(selector);
        if (!selector.isObject()) {
            errors.add(FieldError.required("spec.selector", ""));
        } else {
            MetadataValidation.checkSelector("spec.selector", selector, errors);
            if (parsed.isEmpty()) {
                errors.add(FieldError.invalid("spec.selector", selector, "empty selector is invalid for " + what));
            }
        }
        JsonNode labels = spec.path("template").path("metadata").path("labels");
        boolean matches = selector.isObject() && parsed.matches(Metadata.map(labels));
        if (!matches && !(selector.isObject() && parsed.isEmpty())) {
            errors.add(FieldError.invalid("spec.template.metadata.labels", labels,
                    "`selector` does not match template `labels`"));
        }
    }

    static void checkMetadata(String at, JsonNode template, Errors errors) {
        MetadataValidation.checkLabels(at + ".labels", template.path("metadata").path("labels"), errors);
        MetadataValidation.checkAnnotations(at + ".annotations", template.path("metadata").path("annotations"),
                errors);
    }

    /** All of a template. */
    static void check(String at, JsonNode template, Errors errors) {
        checkMetadata(at, template, errors);
        PodValidation.checkSpec(at + ".spec", template.path("spec"), errors);
    }

    /** What keeps its pods running for ever. */
    static void checkRestartsAlways(JsonNode spec, String what, Errors errors) {
        JsonNode podSpec = spec.path("template").path("spec");
        if (!podSpec.path("restartPolicy").asText().equals("Always")) {
            errors.add(FieldError.notSupported("spec.template.spec.restartPolicy",
                    podSpec.path("restartPolicy").asText(), List.of("Always")));
        }
        if (podSpec.has("activeDeadlineSeconds")) {
            errors.add(FieldError.forbidden("spec.template.spec.activeDeadlineSeconds",
                    "activeDeadlineSeconds in " + what + " is not Supported"));
        }
    }
}
