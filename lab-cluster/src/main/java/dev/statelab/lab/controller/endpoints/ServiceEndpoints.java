package dev.statelab.lab.controller.endpoints;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.select.LabelSelector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pods behind one Service.
 *
 * @param trigger when the change happened that they follow; empty where that is not known
 * @param byPorts the endpoints, grouped by the ports that they have; not always all the same, since the target of a port
 *     may be a name
 */
record ServiceEndpoints(
        ObjectNode service, Optional<String> trigger, Map<List<EndpointPort>, List<Endpoint>> byPorts) {

    static final String HEADLESS_LABEL = "service.kubernetes.io/headless";

    /** Whether endpoints are made for the Service; those of one without a selector are somebody else's. */
    static boolean isSelecting(ObjectNode service) {
        return !service.path("spec").path("selector").isEmpty()
                && !service.path("spec").path("type").asText().equals("ExternalName");
    }

    /** @param pods of the Service's namespace */
    static ServiceEndpoints of(ObjectNode service, List<ObjectNode> pods, TriggerTimes triggers) {
        var selector = LabelSelector.ofLabels(service.path("spec").path("selector"));
        var selected = pods.stream().filter(pod -> selector.matches(Metadata.labels(pod))).toList();
        Map<List<EndpointPort>, List<Endpoint>> byPorts = new LinkedHashMap<>();
        for (var pod : selected) {
            Endpoint.of(service, pod).ifPresent(endpoint -> byPorts
                    .computeIfAbsent(EndpointPort.of(service, pod), _ -> new ArrayList<>()).add(endpoint));
        }
        return new ServiceEndpoints(service, triggers.next(service, selected), byPorts);
    }

    /** The labels of the Service's Endpoints, and of its slices but for two more. */
    ObjectNode labels() {
        var labels = JsonNodeFactory.instance.objectNode();
        Metadata.labels(service).forEach(labels::put);
        if (isHeadless()) {
            labels.put(HEADLESS_LABEL, "");
        }
        return labels;
    }

    private boolean isHeadless() {
        var clusterIp = service.path("spec").path("clusterIP").asText();
        return clusterIp.isEmpty() || clusterIp.equals("None");
    }
}
