package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.object.Metadata;
import java.util.List;
import java.util.stream.Stream;

/** What is behind a service, as its EndpointSlices say. */
record ReadyEndpoints(List<ObjectNode> slices) {

    private static final String SERVICE_NAME = "kubernetes.io/service-name";

    ReadyEndpoints {
        slices = List.copyOf(slices);
    }

    static ReadyEndpoints of(Api api, String namespace, String service) {
        return new ReadyEndpoints(api.list(ResourceTypes.ENDPOINT_SLICE, namespace).items().stream().filter(
                slice -> slice.path("metadata").path("labels").path(SERVICE_NAME).asText().equals(service)).toList());
    }

    static ReadyEndpoints of(Api api, JsonNode service) {
        return of(api, Metadata.namespace(service), Metadata.name(service));
    }

    /** The endpoints that take requests. */
    Stream<JsonNode> endpoints() {
        return slices.stream().flatMap(ReadyEndpoints::ready);
    }

    static Stream<JsonNode> ready(JsonNode slice) {
        return slice.path("endpoints").valueStream()
                .filter(endpoint -> endpoint.path("conditions").path("ready").asBoolean(true));
    }

    /** The ports of the pods. */
    Stream<JsonNode> ports() {
        return slices.stream().flatMap(slice -> slice.path("ports").valueStream());
    }

    static String address(JsonNode endpoint) {
        return endpoint.path("addresses").path(0).asText();
    }

    /** Its name below the service's: its host name, or its address where it has none. */
    static String label(JsonNode endpoint) {
        var hostname = endpoint.path("hostname").asText();
        return hostname.isEmpty() ? address(endpoint).replace('.', '-') : hostname;
    }
}
