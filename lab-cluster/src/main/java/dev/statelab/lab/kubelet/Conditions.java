package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.kubelet.ContainerState.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pod's conditions, in the order of the recordings. A condition keeps the time of its last transition for as long as
 * its status stays the same; those that others wrote stay as they are.
 */
final class Conditions {

    private static final List<String> OWN = List.of("PodReadyToStartContainers", "Initialized", "Ready",
            "ContainersReady", "PodScheduled");

    private final Pod pod;
    private final PodView view;
    private final Phase phase;

    Conditions(Pod pod, PodView view, Phase phase) {
        this.pod = pod;
        this.view = view;
        this.phase = phase;
    }

    /** @param reason with {@code message}, empty for none */
    private record Condition(String type, boolean status, String reason, String message) {

        static Condition met(String type) {
            return new Condition(type, true, "", "");
        }
    }

    ArrayNode at(Instant now) {
        var previous = pod.status().path("conditions");
        var written = JsonNodeFactory.instance.arrayNode();
        previous.valueStream().filter(condition -> !OWN.contains(condition.path("type").asText()))
                .forEach(written::add);
        var containersReady = containersReady();
        for (var condition : List.of(new Condition("PodReadyToStartContainers", view.networkUp(), "", ""),
                initialized(), ready(containersReady), containersReady, Condition.met("PodScheduled"))) {
            var json = written.addObject().put("type", condition.type)
                    .put("status", condition.status ? "True" : "False").putNull("lastProbeTime");
            json.put("lastTransitionTime", since(condition, previous).orElseGet(() -> Metadata.time(now)));
            if (!condition.reason.isEmpty()) {
                json.put("reason", condition.reason);
            }
            if (!condition.message.isEmpty()) {
                json.put("message", condition.message);
            }
        }
        return written;
    }

    private static Optional<String> since(Condition condition, JsonNode previous) {
        return find(previous, condition.type)
                .filter(old -> old.path("status").asText().equals(condition.status ? "True" : "False"))
                .map(old -> old.path("lastTransitionTime").asText());
    }

    private static Optional<JsonNode> find(JsonNode conditions, String type) {
        return conditions.valueStream().filter(condition -> condition.path("type").asText().equals(type)).findFirst();
    }

    private Condition initialized() {
        if (phase == Phase.SUCCEEDED) {
            return new Condition("Initialized", true, "PodCompleted", "");
        }
        boolean began = pod.containers().stream().map(view::container)
                .anyMatch(container -> !(container.state() instanceof Waiting) || container.last().isPresent());
        var incomplete = pod.initContainers().stream().filter(init -> !isInitialized(init))
                .map(ContainerDefinition::name).toList();
        return began || incomplete.isEmpty()
                ? Condition.met("Initialized")
                : new Condition("Initialized", false, "ContainersNotInitialized",
                        "containers with incomplete status: " + list(incomplete));
    }

    private boolean isInitialized(ContainerDefinition init) {
        var container = view.container(init);
        return init.sidecar() ? container.started() : container.succeeded();
    }

    private Condition containersReady() {
        return switch (phase) {
            case SUCCEEDED -> new Condition("ContainersReady", false, "PodCompleted", "");
            case FAILED -> new Condition("ContainersReady", false, "PodFailed", "");
            case PENDING, RUNNING -> {
                var unready = pod.allContainers().stream().filter(container -> !container.runsToEnd())
                        .filter(container -> !view.container(container).ready()).map(ContainerDefinition::name)
                        .toList();
                yield unready.isEmpty()
                        ? Condition.met("ContainersReady")
                        : new Condition("ContainersReady", false, "ContainersNotReady",
                                "containers with unready status: " + list(unready));
            }
        };
    }

    private Condition ready(Condition containersReady) {
        if (!containersReady.status) {
            return new Condition("Ready", false, containersReady.reason, containersReady.message);
        }
        var unmet = new ArrayList<String>();
        for (var gate : pod.spec().path("readinessGates")) {
            var type = gate.path("conditionType").asText();
            var status = find(pod.status().path("conditions"), type).map(found -> found.path("status").asText());
            if (status.isEmpty()) {
                unmet.add("corresponding condition of pod readiness gate \"" + type + "\" does not exist.");
            } else if (!status.get().equals("True")) {
                unmet.add("the status of pod readiness gate \"" + type + "\" is not \"True\", but " + status.get());
            }
        }
        return unmet.isEmpty()
                ? Condition.met("Ready")
                : new Condition("Ready", false, "ReadinessGatesNotReady", String.join(", ", unmet));
    }

    private static String list(List<String> names) {
        return "[" + String.join(" ", names) + "]";
    }
}
