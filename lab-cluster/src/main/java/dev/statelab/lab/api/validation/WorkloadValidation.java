package dev.statelab.lab.api.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;

/** Deployments, ReplicaSets and DaemonSets, and what of them may change. */
final class WorkloadValidation {

    private static final Pattern PERCENTAGE = Pattern.compile("[0-9]+%");

    private WorkloadValidation() {}

    static void checkDeployment(JsonNode deployment, Errors errors) {
        JsonNode spec = deployment.path("spec");
        errors.notNegative("spec.replicas", spec.path("replicas"));
        checkTemplate(spec, "deployment", "Deployment", errors);
        checkDeploymentStrategy(spec.path("strategy"), errors);
        errors.notNegative("spec.minReadySeconds", spec.path("minReadySeconds"));
        errors.notNegative("spec.revisionHistoryLimit", spec.path("revisionHistoryLimit"));
        JsonNode deadline = spec.path("progressDeadlineSeconds");
        errors.notNegative("spec.progressDeadlineSeconds", deadline);
        if (deadline.isNumber() && deadline.asInt() <= spec.path("minReadySeconds").asInt()) {
            errors.add(FieldError.invalid("spec.progressDeadlineSeconds", deadline,
                    "must be greater than minReadySeconds"));
        }
    }

    static void checkReplicaSet(JsonNode set, Errors errors) {
        JsonNode spec = set.path("spec");
        errors.notNegative("spec.replicas", spec.path("replicas"));
        errors.notNegative("spec.minReadySeconds", spec.path("minReadySeconds"));
        checkTemplate(spec, "replicaset", "ReplicaSet", errors);
    }

    static void checkDaemonSet(JsonNode set, Errors errors) {
        JsonNode spec = set.path("spec");
        checkTemplate(spec, "daemonset", "DaemonSet", errors);
        errors.notNegative("spec.minReadySeconds", spec.path("minReadySeconds"));
        JsonNode strategy = spec.path("updateStrategy");
        errors.oneOf("spec.updateStrategy.type", strategy.path("type"), List.of("RollingUpdate", "OnDelete"));
        errors.notNegative("spec.revisionHistoryLimit", spec.path("revisionHistoryLimit"));
    }

    private static void checkTemplate(JsonNode spec, String what, String kind, Errors errors) {
        TemplateValidation.checkSelector(spec, what, errors);
        TemplateValidation.check("spec.template", spec.path("template"), errors);
        TemplateValidation.checkRestartsAlways(spec, kind, errors);
    }

    private static void checkDeploymentStrategy(JsonNode strategy, Errors errors) {
        String at = "spec.strategy";
        errors.oneOf(at + ".type", strategy.path("type"), List.of("Recreate", "RollingUpdate"));
        JsonNode rolling = strategy.path("rollingUpdate");
        if (strategy.path("type").asText().equals("Recreate") && rolling.isObject()) {
            errors.add(FieldError.forbidden(at + ".rollingUpdate",
                    "may not be specified when strategy `type` is 'Recreate'"));
        }
        if (strategy.path("type").asText().equals("RollingUpdate")) {
            checkShare(at + ".rollingUpdate.maxUnavailable", rolling.path("maxUnavailable"), errors);
            checkShare(at + ".rollingUpdate.maxSurge", rolling.path("maxSurge"), errors);
            if (isZero(rolling.path("maxUnavailable")) && isZero(rolling.path("maxSurge"))) {
                errors.add(FieldError.invalid(at + ".rollingUpdate.maxUnavailable", rolling.path("maxUnavailable"),
                        "may not be 0 when `maxSurge` is 0"));
            }
        }
    }

    private static void checkShare(String field, JsonNode share, Errors errors) {
        if (!share.isTextual()) {
            errors.notNegative(field, share);
        } else if (!PERCENTAGE.matcher(share.asText()).matches()) {
            errors.add(
                    FieldError.invalid(field, share, "a valid percent string must be a numeric string followed by an "
                            + "ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')"));
        }
    }

    private static boolean isZero(JsonNode share) {
        return share.asText().equals("0") || share.asText().equals("0%");
    }

    /** The selector says which pods are its own, for as long as it lives. */
    static void checkUpdate(ObjectNode present, ObjectNode next, Errors errors) {
        errors.unchanged("spec.selector", present.path("spec").path("selector"), next.path("spec").path("selector"));
    }
}
