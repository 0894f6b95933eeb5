package dev.statelab.lab.api.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One container of a pod. */
final class ContainerValidation {

    private static final List<String> HANDLERS = List.of("exec", "httpGet", "tcpSocket", "grpc", "sleep");
    private static final List<String> SOURCES = List.of("fieldRef", "resourceFieldRef", "configMapKeyRef",
            "secretKeyRef");
    private static final Set<String> DOWNWARD_FIELDS = Set.of("metadata.name", "metadata.namespace", "metadata.uid",
            "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP",
            "status.podIPs");
    private static final Set<String> PROTOCOLS = Set.of("TCP", "UDP", "SCTP");

    private ContainerValidation() {}

    /**
     * @param volumes the names of the pod's volumes
     */
    static void check(String at, JsonNode container, Set<String> volumes, Errors errors) {
        errors.requireLabel(at + ".name", container.path("name").asText());
        errors.require(at + ".image", container.path("image"));
        errors.oneOf(at + ".terminationMessagePolicy", container.path("terminationMessagePolicy"),
                List.of("File", "FallbackToLogsOnError"));
        checkPorts(at + ".ports", container.path("ports"), errors);
        JsonNode variables = container.path("env");
        for (int i = 0; i < variables.size(); i++) {
            checkVariable(at + ".env[" + i + "]", variables.get(i), errors);
        }
        checkMounts(at + ".volumeMounts", container.path("volumeMounts"), volumes, errors);
        errors.oneOf(at + ".imagePullPolicy", container.path("imagePullPolicy"),
                List.of("Always", "IfNotPresent", "Never"));
        ResourcesValidation.check(at + ".resources", container.path("resources"), errors);
    }

    private static void checkPorts(String at, JsonNode ports, Errors errors) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < ports.size(); i++) {
            JsonNode port = ports.get(i);
            String here = at + "[" + i + "]";
            String name = port.path("name").asText();
            if (!name.isEmpty()) {
                errors.invalid(here + ".name", name, Syntax.portName(name));
                if (!names.add(name)) {
                    errors.add(FieldError.duplicate(here + ".name", port.path("name")));
                }
            }
            if (port.path("containerPort").asInt() == 0) {
                errors.add(FieldError.required(here + ".containerPort", ""));
            } else {
                errors.port(here + ".containerPort", port.path("containerPort"));
            }
            if (port.path("hostPort").asInt() != 0) {
                errors.port(here + ".hostPort", port.path("hostPort"));
            }
            errors.oneOf(here + ".protocol", port.path("protocol"), PROTOCOLS);
        }
    }

    private static void checkVariable(String at, JsonNode variable, Errors errors) {
        String name = variable.path("name").asText();
        if (name.isEmpty()) {
            errors.add(FieldError.required(at + ".name", ""));
        } else {
            errors.invalid(at + ".name", name, Syntax.environmentName(name));
        }
        JsonNode source = variable.path("valueFrom");
        if (!source.isObject()) {
            return;
        }
        List<String> given = SOURCES.stream().filter(source::has).toList();
        if (source.has("fieldRef")) {
            checkFieldRef(at + ".valueFrom.fieldRef", source.path("fieldRef").path("fieldPath"), errors);
        }
        for (String reference : List.of("configMapKeyRef", "secretKeyRef")) {
            if (source.has(reference)) {
                checkKey(at + ".valueFrom." + reference, source.path(reference), errors);
            }
        }
        if (given.isEmpty()) {
            errors.add(FieldError.invalid(at + ".valueFrom", "",
                    "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`"));
        } else if (!variable.path("value").asText().isEmpty()) {
            errors.add(FieldError.invalid(at + ".valueFrom", "", "may not be specified when `value` is not empty"));
        } else if (given.size() > 1) {
            errors.add(FieldError.invalid(at + ".valueFrom", "",
                    "may not have more than one field specified at a time"));
        }
    }

    private static void checkFieldRef(String at, JsonNode path, Errors errors) {
        String text = path.asText();
        boolean isSubscript = text.matches("metadata\\.(labels|annotations)\\['.+'\\]");
        if (text.isEmpty()) {
            errors.add(FieldError.required(at + ".fieldPath", ""));
        } else if (!isSubscript && !DOWNWARD_FIELDS.contains(text)) {
            errors.add(FieldError.invalid(at + ".fieldPath", text,
                    "error converting fieldPath: field label not supported: " + text));
        }
    }

    private static void checkKey(String at, JsonNode reference, Errors errors) {
        String key = reference.path("key").asText();
        if (key.isEmpty()) {
            errors.add(FieldError.required(at + ".key", ""));
        } else {
            errors.invalid(at + ".key", key, Syntax.configKey(key));
        }
    }

    private static void checkMounts(String at, JsonNode mounts, Set<String> volumes, Errors errors) {
        Set<String> paths = new HashSet<>();
        for (int i = 0; i < mounts.size(); i++) {
            JsonNode mount = mounts.get(i);
            String here = at + "[" + i + "]";
            String name = mount.path("name").asText();
            String path = mount.path("mountPath").asText();
            errors.require(here + ".name", mount.path("name"));
            if (!volumes.contains(name)) {
                errors.add(FieldError.notFound(here + ".name", name));
            }
            errors.require(here + ".mountPath", mount.path("mountPath"));
            if (!paths.add(path)) {
                errors.add(FieldError.invalid(here + ".mountPath", path, "must be unique"));
            }
            checkSubPath(at + ".subPath", mount.path("subPath").asText(), errors);
        }
    }

    private static void checkSubPath(String at, String subPath, Errors errors) {
        if (subPath.startsWith("/")) {
            errors.add(FieldError.invalid(at, subPath, "must be a relative path"));
        }
        if (List.of(subPath.split("/")).contains("..")) {
            errors.add(FieldError.invalid(at, subPath, "must not contain '..'"));
        }
    }

    static void checkProbe(String at, JsonNode probe, Errors errors) {
        if (!probe.isObject()) {
            return;
        }
        checkHandler(at, probe, errors);
        for (String field : List.of("initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold",
                "failureThreshold")) {
            errors.notNegative(at + "." + field, probe.path(field));
        }
        boolean mustBeOne = at.endsWith(".livenessProbe") || at.endsWith(".startupProbe");
        if (mustBeOne && probe.path("successThreshold").asInt(1) != 1) {
            errors.add(FieldError.invalid(at + ".successThreshold", probe.path("successThreshold"), "must be 1"));
        }
    }

    static void checkHandler(String at, JsonNode handler, Errors errors) {
        List<String> given = HANDLERS.stream().filter(handler::has).toList();
        if (given.isEmpty()) {
            errors.add(FieldError.required(at, "must specify a handler type"));
        }
        given.stream()
                .skip(1)
                .forEach(kind -> errors.add(FieldError.forbidden(at + "." + kind,
                        "may not specify more than 1 handler type")));
        if (handler.path("exec").isObject() && handler.path("exec").path("command").isEmpty()) {
            errors.add(FieldError.required(at + ".exec.command", ""));
        }
        if (handler.has("httpGet")) {
            errors.port(at + ".httpGet.port", handler.path("httpGet").path("port"));
            errors.oneOf(at + ".httpGet.scheme", handler.path("httpGet").path("scheme"), List.of("HTTP", "HTTPS"));
        }
        if (handler.has("tcpSocket")) {
            errors.port(at + ".tcpSocket.port", handler.path("tcpSocket").path("port"));
        }
    }

    static void checkUniqueName(String at, JsonNode container, Set<String> names, Errors errors) {
        String name = container.path("name").asText();
        if (!name.isEmpty() && !names.add(name)) {
            errors.add(FieldError.duplicate(at + ".name", TextNode.valueOf(name)));
        }
    }
}
