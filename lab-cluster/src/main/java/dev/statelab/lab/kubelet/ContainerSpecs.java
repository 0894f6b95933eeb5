package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.lab.api.object.Quantity;
import dev.statelab.lab.container.Console;
import dev.statelab.lab.container.ContainerSpec;
import dev.statelab.lab.container.UserIds;
import dev.statelab.lab.container.VolumeMount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns a container of a manifest into what the container runtime starts. */
final class ContainerSpecs {

    private ContainerSpecs() {}

    /** @return the container to start, or the message of a {@code CreateContainerConfigError} */
    static Found<ContainerSpec> of(
            ContainerDefinition container, Sandbox sandbox, NamespaceObjects objects, UserIds imageUser) {
        return switch (Environment.of(container, sandbox.fields(), objects)) {
            case Found.Missing<Map<String, String>>(var message) -> new Found.Missing<>(message);
            case Found.Value<Map<String, String>>(var variables) ->
                switch (SecurityContext.user(sandbox.fields().pod(), container, imageUser)) {
                    case Found.Missing<UserIds>(var message) -> new Found.Missing<>(message);
                    case Found.Value<UserIds>(var user) -> withMounts(container, sandbox, variables, user);
                };
        };
    }

    private static Found<ContainerSpec> withMounts(
            ContainerDefinition container, Sandbox sandbox, Map<String, String> variables, UserIds user) {
        var mounts = new ArrayList<VolumeMount>();
        for (var mount : container.json().path("volumeMounts")) {
            var volume = sandbox.volumes().get(mount.path("name").asText());
            if (volume == null) {
                return new Found.Missing<>("volume mount \"" + mount.path("name").asText() + "\" has no volume");
            }
            var subPath = mount.has("subPathExpr")
                    ? Expansion.of(mount.path("subPathExpr").asText(), variables)
                    : mount.path("subPath").asText();
            var path = volume.path(subPath);
            if (path.isEmpty()) {
                return new Found.Missing<>("failed to prepare subPath for volumeMount \"" + mount.path("name").asText()
                        + "\" of container \"" + container.name() + "\"");
            }
            mounts.add(new VolumeMount(volume.volume(), mount.path("mountPath").asText(), path.get(),
                    mount.path("readOnly").asBoolean()));
        }
        var json = container.json();
        var memory = Quantity.orZero(json.path("resources").path("limits").path("memory").asText());
        return new Found.Value<>(new ContainerSpec(container.image(), expanded(json.path("command"), variables),
                expanded(json.path("args"), variables), variables, json.path("workingDir").asText(), mounts, user,
                SecurityContext.readOnlyRoot(container), memory.whole(), console(json), sandbox.network()));
    }

    private static Console console(JsonNode container) {
        return new Console(container.path("stdin").asBoolean(), container.path("stdinOnce").asBoolean(),
                container.path("tty").asBoolean());
    }

    private static List<String> expanded(JsonNode texts, Map<String, String> variables) {
        return texts.valueStream().map(text -> Expansion.of(text.asText(), variables)).toList();
    }
}
