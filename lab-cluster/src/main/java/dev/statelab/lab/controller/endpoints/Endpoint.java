package dev.statelab.lab.controller.endpoints;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.controller.ObjectMeta;
import java.util.Optional;

/**
 * A pod behind a Service.
 *
 * @param hostname what makes {@code <hostname>.<service>} resolve; empty unless the pod's subdomain is the Service
 * @param serving whether the pod is ready
 * @param ready whether it should get traffic
 */
record Endpoint(
        ObjectMeta pod,
        String ip,
        String hostname,
        String nodeName,
        boolean serving,
        boolean terminating,
        boolean ready) {

    /** Empty for a pod that has no address or has ended for good. */
    static Optional<Endpoint> of(ObjectNode service, ObjectNode pod) {
        var status = pod.path("status");
        var phase = status.path("phase").asText();
        var ip = status.path("podIP").asText();
        if (ip.isEmpty() || phase.equals("Failed") || phase.equals("Succeeded")) {
            return Optional.empty();
        }
        var meta = new ObjectMeta(pod);
        var spec = pod.path("spec");
        boolean governed = spec.path("subdomain").asText().equals(Metadata.name(service));
        boolean serving = status.path("conditions").valueStream().anyMatch(Endpoint::isReady);
        boolean ready = (serving && !meta.isTerminating()) || publishesNotReady(service);
        return Optional.of(new Endpoint(meta, ip, governed ? spec.path("hostname").asText() : "",
                spec.path("nodeName").asText(), serving, meta.isTerminating(), ready));
    }

    private static boolean isReady(JsonNode condition) {
        return condition.path("type").asText().equals("Ready") && condition.path("status").asText().equals("True");
    }

    static boolean publishesNotReady(ObjectNode service) {
        return service.path("spec").path("publishNotReadyAddresses").asBoolean();
    }

    ObjectNode inSlice() {
        var json = JsonNodeFactory.instance.objectNode();
        json.putArray("addresses").add(ip);
        json.putObject("conditions").put("ready", ready).put("serving", serving).put("terminating", terminating);
        if (!hostname.isEmpty()) {
            json.put("hostname", hostname);
        }
        json.set("targetRef", targetRef());
        return json.put("nodeName", nodeName);
    }

    ObjectNode inEndpoints() {
        var json = JsonNodeFactory.instance.objectNode().put("ip", ip);
        if (!hostname.isEmpty()) {
            json.put("hostname", hostname);
        }
        json.put("nodeName", nodeName);
        json.set("targetRef", targetRef());
        return json;
    }

    private ObjectNode targetRef() {
        return JsonNodeFactory.instance.objectNode().put("kind", "Pod").put("namespace", pod.namespace())
                .put("name", pod.name()).put("uid", pod.uid());
    }
}
