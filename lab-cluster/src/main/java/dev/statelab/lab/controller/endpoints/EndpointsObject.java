package dev.statelab.lab.controller.endpoints;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.controller.ObjectMeta;
import java.util.Comparator;
import java.util.List;

/** Writes a Service's {@code v1/Endpoints}: the older form, one object with ready and unready addresses. */
final class EndpointsObject {

    private EndpointsObject() {}

    static ObjectNode of(ServiceEndpoints endpoints) {
        var service = new ObjectMeta(endpoints.service());
        var json = JsonNodeFactory.instance.objectNode();
        json.put("apiVersion", "v1").put("kind", "Endpoints");
        var metadata = json.putObject("metadata").put("name", service.name()).put("namespace", service.namespace());
        metadata.set("labels", endpoints.labels());
        endpoints.trigger()
                .ifPresent(time -> metadata.putObject("annotations").put(EndpointsController.TRIGGER_TIME, time));
        boolean notReadyToo = Endpoint.publishesNotReady(endpoints.service());
        endpoints.byPorts().forEach((ports, members) -> {
            var shown = members.stream().filter(member -> !member.terminating() || notReadyToo)
                    .sorted(Comparator.comparing(Endpoint::ip, EndpointsObject::compareAddresses)).toList();
            if (!shown.isEmpty()) {
                json.withArrayProperty("subsets").add(subset(ports, shown));
            }
        });
        return json;
    }

    private static ObjectNode subset(List<EndpointPort> ports, List<Endpoint> members) {
        var subset = JsonNodeFactory.instance.objectNode();
        for (var member : members) {
            subset.withArrayProperty(member.ready() ? "addresses" : "notReadyAddresses").add(member.inEndpoints());
        }
        ports.forEach(port -> subset.withArrayProperty("ports").add(port.inEndpoints()));
        return subset;
    }

    private static int compareAddresses(String one, String other) {
        return Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()).compare(one, other);
    }
}
