package dev.statelab.lab.controller.endpoints;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.select.LabelSelector;
import dev.statelab.lab.controller.ObjectMeta;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The pods behind one Service.
 *
 * @param byPorts the endpoints, grouped by the ports that they have; not always all the same, since the target of a port
 *     may be a name
 */
record ServiceEndpoints(ObjectNode service, Map<List<EndpointPort>, List<Endpoint>> byPorts) {

    static final String HEADLESS_LABEL = "service.kubernetes.io/headless";

    /** Whether endpoints are made for the Service; those of one without a selector are somebody else's. */
    static boolean isSelecting(ObjectNode service) {
        return !service.path("spec").path("selector").isEmpty()
                && !service.path("spec").path("type").asText().equals("ExternalName");
    }

    static ServiceEndpoints of(ObjectNode service, List<ObjectNode> pods) {
        var selector = LabelSelector.ofLabels(service.path("spec").path("selector"));
        Map<List<EndpointPort>, List<Endpoint>> byPorts = new LinkedHashMap<>();
        for (var pod : pods) {
            if (selector.matches(new ObjectMeta(pod).labels())) {
                Endpoint.of(service, pod).ifPresent(endpoint -> byPorts
                        .computeIfAbsent(EndpointPort.of(service, pod), _ -> new ArrayList<>()).add(endpoint));
            }
        }
        return new ServiceEndpoints(service, byPorts);
    }

    /** The labels of the Service's Endpoints, and of its slices but for two more. */
    ObjectNode labels() {
        var labels = JsonNodeFactory.instance.objectNode();
        new ObjectMeta(service).labels().forEach(labels::put);
        if (isHeadless()) {
            labels.put(HEADLESS_LABEL, "");
        }
        return labels;
    }

    private boolean isHeadless() {
        var clusterIp = service.path("spec").path("clusterIP").asText();
        return clusterIp.isEmpty() || clusterIp.equals("None");
    }

    /** When the last thing happened that the endpoints depend on, in seconds: the Service was made, a pod got ready. */
    String lastTrigger() {
        var transitions = byPorts.values().stream().flatMap(List::stream)
                .flatMap(endpoint -> endpoint.pod().object().path("status").path("conditions").valueStream())
                .filter(condition -> condition.path("type").asText().equals("Ready"))
                .map(condition -> condition.path("lastTransitionTime").asText());
        var created = service.path("metadata").path("creationTimestamp").asText();
        return Stream.concat(Stream.of(created), transitions).max(String::compareTo).orElse(created);
    }
}
