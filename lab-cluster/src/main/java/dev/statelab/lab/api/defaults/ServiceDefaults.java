package dev.statelab.lab.api.defaults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Defaults of a Service, but for its addresses. */
final class ServiceDefaults {

    private static final int STICKY_SECONDS = 10_800;

    private ServiceDefaults() {}

    static void fill(ObjectNode service) {
        ObjectNode spec = Fill.object(service, "spec");
        Fill.text(spec, "sessionAffinity", "None");
        Fill.text(spec, "type", "ClusterIP");
        if (spec.path("sessionAffinity").asText().equals("ClientIP")) {
            Fill.number(Fill.object(Fill.object(spec, "sessionAffinityConfig"), "clientIP"), "timeoutSeconds",
                    STICKY_SECONDS);
        }
        Fill.each(spec, "ports", ServiceDefaults::fillPort);
        switch (spec.path("type").asText()) {
            case "NodePort" -> {
                Fill.text(spec, "externalTrafficPolicy", "Cluster");
                Fill.text(spec, "internalTrafficPolicy", "Cluster");
            }
            case "LoadBalancer" -> {
                Fill.text(spec, "externalTrafficPolicy", "Cluster");
                Fill.text(spec, "internalTrafficPolicy", "Cluster");
                Fill.flag(spec, "allocateLoadBalancerNodePorts", true);
            }
            case "ClusterIP" -> Fill.text(spec, "internalTrafficPolicy", "Cluster");
            default -> {
                // ExternalName, or a type that validation refuses: nothing to route.
            }
        }
        Fill.object(Fill.object(service, "status"), "loadBalancer");
    }

    private static void fillPort(ObjectNode port) {
        Fill.text(port, "protocol", "TCP");
        JsonNode target = port.path("targetPort");
        if (target.isMissingNode() || target.isNull() || target.asText().isEmpty() || target.asText().equals("0")) {
            port.set("targetPort", port.path("port").deepCopy());
        }
    }
}
