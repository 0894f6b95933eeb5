package dev.statelab.lab.controller.endpoints;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.controller.ObjectMeta;
import dev.statelab.lab.controller.OwnerReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes a Service's EndpointSlices, one for each set of ports, with as little change as possible. */
final class EndpointSlices {

    static final String SERVICE_LABEL = "kubernetes.io/service-name";
    static final String MANAGER_LABEL = "endpointslice.kubernetes.io/managed-by";
    static final String MANAGER = "endpointslice-controller.k8s.io";

    private final ServiceEndpoints endpoints;
    private final List<ObjectNode> unused;

    private EndpointSlices(ServiceEndpoints endpoints, List<ObjectNode> present) {
        this.endpoints = endpoints;
        this.unused = new ArrayList<>(present);
    }

    /**
     * What has to change.
     *
     * @param wanted each slice as it should be: with the metadata of the present one that it replaces, if there is one
     * @param superfluous present slices that nothing needs any more
     */
    record Changes(List<ObjectNode> wanted, List<ObjectNode> superfluous) {}

    static Changes of(ServiceEndpoints endpoints, List<ObjectNode> present) {
        return new EndpointSlices(endpoints, present).changes();
    }

    private Changes changes() {
        List<ObjectNode> wanted = new ArrayList<>();
        endpoints.byPorts().forEach((ports, members) -> {
            var portsJson = JsonNodeFactory.instance.arrayNode();
            ports.forEach(port -> portsJson.add(port.inSlice()));
            wanted.add(slice(base(portsJson), portsJson, members));
        });
        if (wanted.isEmpty()) {
            wanted.add(slice(base(JsonNodeFactory.instance.nullNode()), JsonNodeFactory.instance.nullNode(),
                    List.of()));
        }
        return new Changes(wanted, List.copyOf(unused));
    }

    /** The present slice with the same ports, or one that is to be had, or a new one. */
    private ObjectNode base(JsonNode ports) {
        var base = unused.stream().filter(slice -> slice.path("ports").equals(ports)).findFirst()
                .or(() -> unused.stream().filter(this::isFree).findFirst());
        base.ifPresent(unused::remove);
        return base.map(ObjectNode::deepCopy).orElseGet(this::newSlice);
    }

    private boolean isFree(ObjectNode slice) {
        return endpoints.byPorts().keySet().stream().noneMatch(ports -> {
            var portsJson = JsonNodeFactory.instance.arrayNode();
            ports.forEach(port -> portsJson.add(port.inSlice()));
            return slice.path("ports").equals(portsJson);
        });
    }

    private ObjectNode newSlice() {
        var service = endpoints.service();
        var meta = new ObjectMeta(service);
        var slice = JsonNodeFactory.instance.objectNode();
        slice.put("apiVersion", "discovery.k8s.io/v1").put("kind", "EndpointSlice");
        var metadata = slice.putObject("metadata");
        metadata.put("generateName", meta.name() + "-").put("namespace", meta.namespace());
        metadata.putArray("ownerReferences").add(OwnerReference.toController(service).json());
        return slice.put("addressType", "IPv4");
    }

    private ObjectNode slice(ObjectNode slice, JsonNode ports, List<Endpoint> members) {
        var metadata = slice.withObjectProperty("metadata");
        metadata.set("labels", endpoints.labels().put(MANAGER_LABEL, MANAGER).put(SERVICE_LABEL,
                Metadata.name(endpoints.service())));
        metadata.remove("annotations");
        endpoints.trigger()
                .ifPresent(time -> metadata.putObject("annotations").put(EndpointsController.TRIGGER_TIME, time));
        if (members.isEmpty()) {
            slice.putNull("endpoints");
        } else {
            slice.set("endpoints", inPresentOrder(members, slice.path("endpoints")));
        }
        slice.set("ports", ports);
        return slice;
    }

    /** Endpoints keep their place; new ones come last. */
    private static ArrayNode inPresentOrder(List<Endpoint> members, JsonNode present) {
        var order = present.valueStream().map(endpoint -> endpoint.path("targetRef").path("uid").asText()).toList();
        var json = JsonNodeFactory.instance.arrayNode();
        members.stream().sorted(Comparator.comparingInt(member -> {
            int place = order.indexOf(member.pod().uid());
            return place < 0 ? Integer.MAX_VALUE : place;
        })).forEach(member -> json.add(member.inSlice()));
        return json;
    }
}
