package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Reads one container of a pod's spec.
 *
 * @param init whether it is one of {@code initContainers}
 */
record ContainerDefinition(JsonNode json, boolean init) {

    String name() {
        return json.path("name").asText();
    }

    String image() {
        return json.path("image").asText();
    }

    PullPolicy pullPolicy() {
        return PullPolicy.of(json.path("imagePullPolicy").asText(), image());
    }

    /** An init container that goes on running beside the others. */
    boolean sidecar() {
        return init && json.path("restartPolicy").asText().equals("Always");
    }

    /** An init container that runs to its end before the next begins. */
    boolean runsToEnd() {
        return init && !sidecar();
    }

    RestartPolicy restartPolicy(Pod pod) {
        if (sidecar()) {
            return RestartPolicy.ALWAYS;
        }
        var policy = pod.restartPolicy();
        return init && policy == RestartPolicy.ALWAYS ? RestartPolicy.ON_FAILURE : policy;
    }

    Optional<ProbeDefinition> probe(ProbeKind kind) {
        return json.has(kind.field())
                ? Optional.of(ProbeDefinition.of(json.path(kind.field()), this))
                : Optional.empty();
    }

    JsonNode hook(String name) {
        return json.path("lifecycle").path(name);
    }

    /** What an event about this container refers to. */
    String fieldPath() {
        return (init ? "spec.initContainers{" : "spec.containers{") + name() + "}";
    }

    /** The number of a port that is given by number or by name. */
    Optional<Integer> port(JsonNode port) {
        if (port.isInt()) {
            return Optional.of(port.asInt());
        }
        return json.path("ports").valueStream()
                .filter(candidate -> candidate.path("name").asText().equals(port.asText()))
                .map(candidate -> candidate.path("containerPort").asInt()).findFirst();
    }
}
