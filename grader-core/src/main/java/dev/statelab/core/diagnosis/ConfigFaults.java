package dev.statelab.core.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Relations;
import dev.statelab.core.cluster.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why the kubelet cannot make a container of what its pod says. */
final class ConfigFaults {

    /** Recording {@code create-container-config-error}. */
    private static final Pattern NO_OBJECT = Pattern.compile("(?i)(configmap|secret) \"([^\"]{1,253})\" not found");

    /** kubernetes: pkg/kubelet, kubelet_pods.go. */
    private static final Pattern NO_KEY = Pattern
            .compile("couldn't find key (\\S{1,253}) in (ConfigMap|Secret) (?:[^/\\s]{1,63}/)?(\\S{1,253})");

    private final Scene scene;

    ConfigFaults(Scene scene) {
        this.scene = scene;
    }

    Optional<Draft> of(ContainerInPod container) {
        return switch (container.waitingReason()) {
            case "CreateContainerConfigError" -> Optional.of(config(container, container.waitingMessage()));
            case "CreateContainerError", "RunContainerError" -> Optional.of(unmakeable(container));
            default -> Optional.empty();
        };
    }

    private Draft config(ContainerInPod container, String message) {
        Matcher object = NO_OBJECT.matcher(message);
        if (object.find()) {
            return missing(container.pod(), kind(object.group(1)), object.group(2), container.called()
                    + references(container, kind(object.group(1)), object.group(2)), message);
        }
        Matcher key = NO_KEY.matcher(message);
        if (key.find()) {
            return noKey(container, kind(key.group(2)), key.group(3), key.group(1));
        }
        if (message.contains("runAsNonRoot") || message.contains("non-root")) {
            return root(container);
        }
        return unmakeable(container);
    }

    /**
     * A ConfigMap or Secret that is not there.
     *
     * @param asking who asks for it
     * @param message the kubelet's own words
     */
    Draft missing(KubernetesObject pod, ResourceKind kind, String name, String asking, String message) {
        Optional<List<KubernetesObject>> there = scene.known(kind);
        String create = Wording.command("kubectl create %s %s --from-literal=KEY=VALUE",
                kind.equals(ResourceKind.SECRET) ? "secret generic" : "configmap", name);
        return new Draft(kind.kind() + "-missing " + name, pod, kind.kind() + " " + name + " does not exist")
                .expected("the " + kind.kind() + " " + name + ", which " + asking + " asks for")
                .found(there.map(objects -> objects.isEmpty()
                        ? "the namespace has no " + kind.kind()
                        : "the namespace has the " + kind.kind() + " " + Wording.names(objects))
                        .orElse("none of that name in the namespace"))
                .attempt((create.isEmpty() ? "create it" : create) + ", or correct the name where it is asked for")
                .shows(pod, "status", message)
                .shows(there.orElseGet(List::of), "metadata.name");
    }

    private Draft noKey(ContainerInPod container, ResourceKind kind, String name, String key) {
        Optional<KubernetesObject> object = scene.find(kind, name);
        List<String> keys = new ArrayList<>();
        object.ifPresent(found -> Stream.of("data", "binaryData", "stringData")
                .forEach(part -> found.json().path(part).fieldNames().forEachRemaining(keys::add)));
        return new Draft(kind.kind() + "-key-missing " + name + "/" + key, container.pod(),
                kind.kind() + " " + name + " has no key " + key)
                .expected("the key " + key + " in the " + kind.kind() + " " + name + ", which "
                        + container.called() + references(container, kind, name) + " asks for")
                .found(object.isEmpty()
                        ? container.waitingMessage()
                        : keys.isEmpty() ? "it has no keys" : "it has the keys " + Wording.list(keys))
                .attempt("add the key, or correct the `key` where it is asked for")
                .shows(container.pod(), container.statusField("state.waiting"), container.waitingMessage())
                .shows(object.stream().toList(), "metadata.name");
    }

    private static Draft root(ContainerInPod container) {
        JsonNode pod = container.pod().json().path("spec").path("securityContext");
        JsonNode own = container.spec().path("securityContext");
        boolean ownRule = own.path("runAsNonRoot").asBoolean();
        String user = own.path("runAsUser").asText(pod.path("runAsUser").asText(""));
        return new Draft("runs-as-root", container.pod(),
                "Container " + Wording.name(container.name()) + " would run as root, which runAsNonRoot forbids")
                .expected("a user other than root in " + container.called())
                .found((ownRule ? container.field("securityContext.runAsNonRoot") : "spec.securityContext.runAsNonRoot")
                        + ": true, "
                        + (user.isEmpty() ? "no `runAsUser`" : "`runAsUser: " + user + "`") + "; the kubelet says: "
                        + container.waitingMessage().replaceFirst(" \\(pod: .*", ""))
                .attempt("a `securityContext` with `runAsUser: 1000`, or the number that the image is made for")
                .shows(container.pod(), "spec.securityContext", pod.toString())
                .shows(container.pod(), container.field("securityContext"), own.toString())
                .shows(container.pod(), container.statusField("state.waiting"), container.waitingMessage());
    }

    private static Draft unmakeable(ContainerInPod container) {
        return new Draft(container.waitingReason().toLowerCase(Locale.ROOT), container.pod(),
                "The kubelet cannot start " + container.called())
                .expected(container.called() + " to start")
                .found(container.waitingReason()
                        + (container.waitingMessage().isEmpty() ? "" : ": " + container.waitingMessage()))
                .attempt("correct what the message names in the container's part of the manifest")
                .shows(container.pod(), container.statusField("state.waiting"),
                        container.waitingReason() + ": " + container.waitingMessage());
    }

    private static ResourceKind kind(String name) {
        return name.equalsIgnoreCase("secret") ? ResourceKind.SECRET : ResourceKind.CONFIG_MAP;
    }

    /** Where a container asks for it: {@code  (env X)}. */
    private static String references(ContainerInPod container, ResourceKind kind, String name) {
        String prefix = kind.equals(ResourceKind.SECRET) ? "secret" : "configMap";
        Stream<String> variables = Relations.stream(container.spec().path("env"))
                .filter(variable -> variable.path("valueFrom").path(prefix + "KeyRef").path("name").asText()
                        .equals(name))
                .map(variable -> "env " + Wording.name(variable.path("name").asText()));
        Stream<String> all = Relations.stream(container.spec().path("envFrom"))
                .filter(source -> source.path(prefix + "Ref").path("name").asText().equals(name))
                .map(_ -> "envFrom");
        return Stream.concat(variables, all).findFirst().map(where -> " (" + where + ")").orElse("");
    }
}
