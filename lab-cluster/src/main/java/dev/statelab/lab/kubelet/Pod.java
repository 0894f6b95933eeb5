package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.container.PodNetwork;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a pod as the API server has it. */
record Pod(ObjectNode json) {

    private static final long DEFAULT_GRACE_SECONDS = 30;

    String name() {
        return Metadata.name(json);
    }

    String namespace() {
        return Metadata.namespace(json);
    }

    String uid() {
        return Metadata.uid(json);
    }

    JsonNode spec() {
        return json.path("spec");
    }

    JsonNode status() {
        return json.path("status");
    }

    /** As messages of a kubelet name it. */
    String fullName() {
        return name() + "_" + namespace() + "(" + uid() + ")";
    }

    String hostname() {
        return spec().path("hostname").asText(name());
    }

    /** Its names in the network. */
    PodNetwork.Identity identity() {
        var zone = namespace() + "." + ClusterDns.ZONE;
        var subdomain = spec().path("subdomain").asText();
        var aliases = new LinkedHashMap<String, String>();
        for (var alias : spec().path("hostAliases")) {
            alias.path("hostnames").forEach(name -> aliases.put(name.asText(), alias.path("ip").asText()));
        }
        return new PodNetwork.Identity(hostname(), subdomain.isEmpty() ? "" : subdomain + "." + zone,
                DnsSettings.of(this), aliases);
    }

    RestartPolicy restartPolicy() {
        return RestartPolicy.of(spec().path("restartPolicy").asText());
    }

    /** In the order in which they start. */
    List<ContainerDefinition> initContainers() {
        return spec().path("initContainers").valueStream().map(json -> new ContainerDefinition(json, true)).toList();
    }

    List<ContainerDefinition> containers() {
        return spec().path("containers").valueStream().map(json -> new ContainerDefinition(json, false)).toList();
    }

    /** Init containers first. */
    List<ContainerDefinition> allContainers() {
        return Stream.concat(initContainers().stream(), containers().stream()).toList();
    }

    Optional<ContainerDefinition> container(String name) {
        return allContainers().stream().filter(container -> container.name().equals(name)).findFirst();
    }

    boolean isTerminating() {
        return Metadata.isTerminating(json);
    }

    /** How long its containers have between SIGTERM and SIGKILL, as the deletion says, or else the pod itself. */
    Duration grace() {
        var metadata = json.path("metadata");
        var seconds = metadata.has("deletionGracePeriodSeconds")
                ? metadata.path("deletionGracePeriodSeconds")
                : spec().path("terminationGracePeriodSeconds");
        return Duration.ofSeconds(seconds.asLong(DEFAULT_GRACE_SECONDS));
    }
}
