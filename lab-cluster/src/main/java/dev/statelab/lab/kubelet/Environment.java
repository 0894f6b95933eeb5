package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The variables of a container: those of services, over them {@code envFrom}, over them {@code env}, whose values may
 * refer to what came before.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables">
 *      Environment variables</a>
 */
final class Environment {

    private static final Pattern NAME = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");

    private final PodFields fields;
    private final NamespaceObjects objects;
    private final String container;
    private final Map<String, String> variables = new LinkedHashMap<>();

    private Environment(PodFields fields, NamespaceObjects objects, String container) {
        this.fields = fields;
        this.objects = objects;
        this.container = container;
    }

    static Found<Map<String, String>> of(ContainerDefinition container, PodFields fields, NamespaceObjects objects) {
        var environment = new Environment(fields, objects, container.name());
        if (fields.pod().spec().path("enableServiceLinks").asBoolean(true)) {
            environment.variables.putAll(ServiceVariables.of(objects.services()));
        }
        for (var source : container.json().path("envFrom")) {
            var missing = environment.addAll(source);
            if (missing.isPresent()) {
                return new Found.Missing<>(missing.get());
            }
        }
        for (var variable : container.json().path("env")) {
            var missing = environment.add(variable);
            if (missing.isPresent()) {
                return new Found.Missing<>(missing.get());
            }
        }
        return new Found.Value<>(environment.variables);
    }

    /** @return what is missing */
    private Optional<String> addAll(JsonNode source) {
        var prefix = source.path("prefix").asText();
        boolean secret = source.has("secretRef");
        var reference = source.path(secret ? "secretRef" : "configMapRef");
        var name = reference.path("name").asText();
        var object = secret ? objects.secret(name) : objects.configMap(name);
        if (object.isEmpty()) {
            return reference.path("optional").asBoolean() ? Optional.empty() : Optional.of(notFound(secret, name));
        }
        object.get().path("data").properties().forEach(entry -> {
            if (NAME.matcher(prefix + entry.getKey()).matches()) {
                variables.put(prefix + entry.getKey(), value(entry.getValue(), secret));
            }
        });
        return Optional.empty();
    }

    private Optional<String> add(JsonNode variable) {
        var name = variable.path("name").asText();
        var from = variable.path("valueFrom");
        if (from.isMissingNode() || from.isNull()) {
            variables.put(name, Expansion.of(variable.path("value").asText(), variables));
            return Optional.empty();
        }
        if (from.has("configMapKeyRef") || from.has("secretKeyRef")) {
            return addKey(name, from);
        }
        var found = from.has("fieldRef")
                ? fields.field(from.path("fieldRef"))
                : fields.resource(from.path("resourceFieldRef"), container);
        return switch (found) {
            case Found.Value<String>(var value) -> {
                variables.put(name, value);
                yield Optional.empty();
            }
            case Found.Missing<String>(var message) -> Optional.of(message);
        };
    }

    private Optional<String> addKey(String variable, JsonNode from) {
        boolean secret = from.has("secretKeyRef");
        var reference = from.path(secret ? "secretKeyRef" : "configMapKeyRef");
        var name = reference.path("name").asText();
        var key = reference.path("key").asText();
        var object = secret ? objects.secret(name) : objects.configMap(name);
        if (object.isPresent() && object.get().path("data").has(key)) {
            variables.put(variable, value(object.get().path("data").path(key), secret));
            return Optional.empty();
        }
        if (reference.path("optional").asBoolean()) {
            return Optional.empty();
        }
        return Optional.of(object.isEmpty()
                ? notFound(secret, name)
                : "couldn't find key " + key + " in " + (secret ? "Secret " : "ConfigMap ")
                        + fields.pod().namespace() + "/" + name);
    }

    private static String notFound(boolean secret, String name) {
        return (secret ? "secret" : "configmap") + " \"" + name + "\" not found";
    }

    private static String value(JsonNode stored, boolean secret) {
        return secret
                ? new String(Base64.getDecoder().decode(stored.asText()), StandardCharsets.UTF_8)
                : stored.asText();
    }
}
