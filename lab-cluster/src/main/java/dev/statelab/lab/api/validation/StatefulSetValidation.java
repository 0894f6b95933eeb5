package dev.statelab.lab.api.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
        TemplateValidation.checkSelector(spec, "statefulset", errors);
        TemplateValidation.checkMetadata("spec.template", spec.path("template"), errors);
        TemplateValidation.checkRestartsAlways(spec, "StatefulSet", errors);
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
