package dev.statelab.lab.api.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A pod, and what of it may change. */
final class PodValidation {

    private static final List<String> MUTABLE = List.of("activeDeadlineSeconds", "tolerations", "schedulingGates",
            "terminationGracePeriodSeconds");
    private static final List<String> PROBES = List.of("livenessProbe", "readinessProbe", "startupProbe");

    private PodValidation() {}

    static void check(JsonNode pod, Errors errors) {
        checkSpec("spec", pod.path("spec"), errors);
    }

    /**
     * A pod's spec, in a pod or in a template.
     *
     * @param at where it stands: {@code spec}, {@code spec.template.spec}
     */
    static void checkSpec(String at, JsonNode spec, Errors errors) {
        Set<String> volumes = checkVolumes(at + ".volumes", spec.path("volumes"), errors);
        checkContainers(at + ".containers", spec, volumes, errors);
        checkInitContainers(at + ".initContainers", spec, volumes, errors);
        errors.oneOf(at + ".restartPolicy", spec.path("restartPolicy"), List.of("Always", "OnFailure", "Never"));
        errors.oneOf(at + ".dnsPolicy", spec.path("dnsPolicy"),
                List.of("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"));
        if (spec.path("dnsPolicy").asText().equals("None")) {
            checkDnsConfig(at + ".dnsConfig", spec.path("dnsConfig"), errors);
        }
        MetadataValidation.checkLabels(at + ".nodeSelector", spec.path("nodeSelector"), errors);
        checkNames(at, spec, errors);
        errors.notNegative(at + ".terminationGracePeriodSeconds", spec.path("terminationGracePeriodSeconds"));
    }

    private static void checkDnsConfig(String at, JsonNode config, Errors errors) {
        if (!config.isObject()) {
            errors.add(FieldError.required(at, "must provide `dnsConfig` when `dnsPolicy` is None"));
        } else if (config.path("nameservers").isEmpty()) {
            errors.add(FieldError.required(at + ".nameservers",
                    "must provide at least one DNS nameserver when `dnsPolicy` is None"));
        }
    }

    private static void checkNames(String at, JsonNode spec, Errors errors) {
        for (String field : List.of("hostname", "subdomain")) {
            String name = spec.path(field).asText();
            if (!name.isEmpty()) {
                errors.invalid(at + "." + field, name, Syntax.dnsLabel(name));
            }
        }
        String account = spec.path("serviceAccountName").asText();
        if (!account.isEmpty()) {
            errors.invalid(at + ".serviceAccountName", account, Syntax.dnsSubdomain(account));
        }
    }

    /** The names of the volumes. */
    private static Set<String> checkVolumes(String field, JsonNode volumes, Errors errors) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < volumes.size(); i++) {
            JsonNode volume = volumes.get(i);
            String at = field + "[" + i + "]";
            String name = volume.path("name").asText();
            errors.requireLabel(at + ".name", name);
            if (!names.add(name)) {
                errors.add(FieldError.duplicate(at + ".name", TextNode.valueOf(name)));
            }
            if (volume.size() > 2) {
                errors.add(FieldError.forbidden(at, "may not specify more than 1 volume type"));
            }
            if (volume.has("persistentVolumeClaim")) {
                errors.require(at + ".persistentVolumeClaim.claimName",
                        volume.path("persistentVolumeClaim").path("claimName"));
            }
            if (volume.has("configMap")) {
                errors.require(at + ".configMap.name", volume.path("configMap").path("name"));
            }
            if (volume.has("secret")) {
                errors.require(at + ".secret.secretName", volume.path("secret").path("secretName"));
            }
        }
        return names;
    }

    private static void checkContainers(String field, JsonNode spec, Set<String> volumes, Errors errors) {
        JsonNode containers = spec.path("containers");
        if (containers.isEmpty()) {
            errors.add(FieldError.required(field, ""));
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < containers.size(); i++) {
            JsonNode container = containers.get(i);
            String at = field + "[" + i + "]";
            ContainerValidation.check(at, container, volumes, errors);
            ContainerValidation.checkUniqueName(at, container, names, errors);
            checkHooks(at, container, errors);
            if (container.has("restartPolicy")) {
                errors.add(FieldError.forbidden(at + ".restartPolicy", "may not be set for non-init containers"));
            }
        }
    }

    private static void checkInitContainers(String list, JsonNode spec, Set<String> volumes, Errors errors) {
        Set<String> names = new HashSet<>();
        spec.path("containers").forEach(container -> names.add(container.path("name").asText()));
        JsonNode containers = spec.path("initContainers");
        for (int i = 0; i < containers.size(); i++) {
            JsonNode container = containers.get(i);
            String at = list + "[" + i + "]";
            ContainerValidation.check(at, container, volumes, errors);
            errors.oneOf(at + ".restartPolicy", container.path("restartPolicy"), List.of("Always"));
            ContainerValidation.checkUniqueName(at, container, names, errors);
            if (container.path("restartPolicy").asText().equals("Always")) {
                checkHooks(at, container, errors);
            } else {
                for (String field : List.of("lifecycle", "livenessProbe", "readinessProbe", "startupProbe")) {
                    if (container.has(field)) {
                        errors.add(FieldError.forbidden(at + "." + field,
                                "may not be set for init containers without restartPolicy=Always"));
                    }
                }
            }
        }
    }

    private static void checkHooks(String at, JsonNode container, Errors errors) {
        for (String hook : List.of("postStart", "preStop")) {
            if (container.path("lifecycle").has(hook)) {
                ContainerValidation.checkHandler(at + ".lifecycle." + hook, container.path("lifecycle").path(hook),
                        errors);
            }
        }
        PROBES.forEach(probe -> ContainerValidation.checkProbe(at + "." + probe, container.path(probe), errors));
    }

    static void checkUpdate(ObjectNode present, ObjectNode next, Errors errors) {
        if (!fixedPart(present).equals(fixedPart(next))) {
            errors.add(FieldError.forbidden("spec",
                    "pod updates may not change fields other than `spec.containers[*].image`,"
                            + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only "
                            + "additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be "
                            + "set to 1 if it was previously negative)"));
        }
    }

    /** What of the spec may not change; a pod gets its node by being bound to it. */
    private static JsonNode fixedPart(ObjectNode pod) {
        ObjectNode spec = pod.path("spec").deepCopy();
        spec.remove(MUTABLE);
        for (String field : List.of("containers", "initContainers")) {
            spec.path(field).forEach(container -> ((ObjectNode) container).remove("image"));
        }
        return spec;
    }
}
