package dev.statelab.kube.pod;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.kube.http.ApiServer;
import dev.statelab.kube.http.Json;
import dev.statelab.kube.http.Permission;
import dev.statelab.kube.http.Refusals;
import dev.statelab.kube.http.Reply.Answered;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;

/** Where the API server has the workloads that may be scaled and changed, and what its answers about them mean. */
final class Workloads {

    private static final Map<ResourceKind, String> RESOURCES = Map.of(ResourceKind.STATEFUL_SET, "statefulsets",
            ResourceKind.DEPLOYMENT, "deployments");

    private Workloads() {}

    static HttpUrl.Builder url(ApiServer api, ResourceKind kind, String namespace, String name) {
        return api.url("apis", "apps", "v1", "namespaces", namespace, resource(kind), name);
    }

    /** @param subresource such as {@code /scale}; empty for the object itself */
    static Cause refusal(String verb, ResourceKind kind, String subresource, String namespace, Answered answered) {
        return Refusals.cause(new Permission(verb, "apps", resource(kind) + subresource, namespace),
                answered.apiStatus());
    }

    static boolean isGone(Answered answered) {
        return answered.status() == 404 && answered.apiStatus().reason().equals("NotFound");
    }

    /** A missing node for what is no JSON. */
    static JsonNode json(Answered answered) {
        try {
            return Json.MAPPER.readTree(answered.body());
        } catch (JsonProcessingException e) {
            return Json.MAPPER.missingNode();
        }
    }

    private static String resource(ResourceKind kind) {
        return Optional.ofNullable(RESOURCES.get(kind))
                .orElseThrow(() -> new IllegalArgumentException(kind.toString()));
    }
}
