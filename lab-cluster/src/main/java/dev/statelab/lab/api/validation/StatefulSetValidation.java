package dev.statelab.lab.api.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.select.LabelSelector;
import java.util.List;
import java.util.Set;

/**
 * A StatefulSet, and what of it may change. As in Kubernetes, its pod template is hardly looked at: a mistake there shows
 * when its pods are created ({@code recordings/responses/create-volume-mount-unknown-201.json}).
 */
final class StatefulSetValidation {

    private static final List<String> MUTABLE = List.of("replicas", "ordinals", "template", "updateStrategy",
            "persistentVolumeClaimRetentionPolicy", "minReadySeconds");

    private StatefulSetValidation() {}

    static void check(JsonNode set, Errors errors) {
        JsonNode spec = set.path("spec");
        String management = spec.path("podManagementPolicy").asText();
        if (!Set.of("OrderedReady", "Parallel").contains(management)) {
            errors.add(FieldError.invalid("spec.podManagementPolicy", management,
                    "must be 'OrderedReady' or 'Parallel'"));
        }
        checkStrategy(spec.path("updateStrategy"), errors);
        for (String field : List.of("whenDeleted", "whenScaled")) {
            errors.oneOf("spec.persistentVolumeClaimRetentionPolicy." + field,
                    spec.path("persistentVolumeClaimRetentionPolicy").path(field), List.of("Retain", "Delete"));
        }
        errors.notNegative("spec.replicas", spec.path("replicas"));
        errors.notNegative("spec.minReadySeconds", spec.path("minReadySeconds"));
        errors.notNegative("spec.ordinals.start", spec.path("ordinals").path("start"));
        checkSelector(spec, errors);
        JsonNode podSpec = spec.path("template").path("spec");
        if (!podSpec.path("restartPolicy").asText().equals("Always")) {
            errors.add(FieldError.notSupported("spec.template.spec.restartPolicy",
                    podSpec.path("restartPolicy").asText(), List.of("Always")));
        }
        if (podSpec.has("activeDeadlineSeconds")) {
            errors.add(FieldError.forbidden("spec.template.spec.activeDeadlineSeconds",
                    "activeDeadlineSeconds in StatefulSet is not Supported"));
        }
    }

    private static void checkStrategy(JsonNode strategy, Errors errors) {
        String type = strategy.path("type").asText();
        if (type.equals("OnDelete") && strategy.has("rollingUpdate")) {
            errors.add(FieldError.invalid("spec.updateStrategy.rollingUpdate", strategy.path("rollingUpdate"),
                    "only allowed for updateStrategy 'RollingUpdate'"));
        } else if (!Set.of("OnDelete", "RollingUpdate").contains(type)) {
            errors.add(FieldError.invalid("spec.updateStrategy", strategy, "must be 'RollingUpdate' or 'OnDelete'"));
        }
        errors.notNegative("spec.updateStrategy.rollingUpdate.partition",
                strategy.path("rollingUpdate").path("partition"));
    }

    /** Without a selector no label matches: {@code recordings/responses/create-no-selector-422.json}. */
    private static void checkSelector(JsonNode spec, Errors errors) {
        JsonNode selector = spec.path("selector");
        JsonNode labels = spec.path("template").path("metadata").path("labels");
        LabelSelector parsed = LabelSelector.of(selector);
        if (!selector.isObject()) {
            errors.add(FieldError.required("spec.selector", ""));
        } else {
            MetadataValidation.checkSelector("spec.selector", selector, errors);
            if (parsed.isEmpty()) {
                errors.add(FieldError.invalid("spec.selector", selector, "empty selector is invalid for statefulset"));
            }
        }
        boolean matches = selector.isObject() && parsed.matches(Metadata.map(labels));
        if (!matches && !(selector.isObject() && parsed.isEmpty())) {
            errors.add(FieldError.invalid("spec.template.metadata.labels", labels,
                    "`selector` does not match template `labels`"));
        }
        MetadataValidation.checkLabels("spec.template.labels", labels, errors);
        MetadataValidation.checkAnnotations("spec.template.annotations",
                spec.path("template").path("metadata").path("annotations"), errors);
    }

    static void checkUpdate(ObjectNode present, ObjectNode next, Errors errors) {
        if (!fixedPart(present).equals(fixedPart(next))) {
            errors.add(FieldError.forbidden("spec",
                    "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', "
                            + "'updateStrategy', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are "
                            + "forbidden"));
        }
    }

    private static JsonNode fixedPart(ObjectNode set) {
        ObjectNode spec = set.path("spec").deepCopy();
        return spec.remove(MUTABLE);
    }
}
