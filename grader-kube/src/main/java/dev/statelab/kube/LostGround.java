package dev.statelab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.kube.http.ApiServer;
import dev.statelab.kube.http.Json;
import dev.statelab.kube.http.Reply;
import dev.statelab.kube.http.Reply.Answered;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out whether a namespace, or a node under its pods, has gone. Whoever may not read them learns nothing. A node counts
 * as lost from when Kubernetes says so, 40 s after it was heard of last (Kubernetes: "Nodes", heartbeats).
 */
final class LostGround {

    private final ApiServer api;
    private final Duration timeout;

    LostGround(ApiServer api, Duration timeout) {
        this.api = api;
        this.timeout = timeout;
    }

    Optional<Cause> under(String namespace, Set<String> nodes) throws InterruptedException {
        Optional<Cause> lost = namespace(namespace);
        for (String node : nodes) {
            lost = lost.isPresent() ? lost : node(node);
        }
        return lost;
    }

    private Optional<Cause> namespace(String name) throws InterruptedException {
        return switch (get("namespaces", name)) {
            case Answered answered when answered.status() == 404 && answered.apiStatus().isPresent() ->
                lost("the namespace " + name + " to stay, it was deleted while it was graded");
            case Answered answered when json(answered).path("metadata").has("deletionTimestamp") ->
                lost("the namespace " + name + " to stay, it is being deleted while it is graded");
            case Reply _ -> Optional.empty();
        };
    }

    private Optional<Cause> node(String name) throws InterruptedException {
        if (!(get("nodes", name) instanceof Answered answered)) {
            return Optional.empty();
        }
        if (answered.status() == 404 && answered.apiStatus().isPresent()) {
            return lost("the node " + name + " under the pods to stay, it was removed from the cluster");
        }
        for (JsonNode condition : json(answered).path("status").path("conditions")) {
            if (condition.path("type").asText().equals("Ready") && !condition.path("status").asText().equals("True")) {
                return lost("the node " + name + " under the pods to be Ready, it is not");
            }
        }
        return Optional.empty();
    }

    private static Optional<Cause> lost(String what) {
        return Optional.of(new Cause(Reason.STILL_CHANGING,
                "Expected " + what + "; run this again once the work is there and its pods are Ready"));
    }

    private Reply get(String resource, String name) throws InterruptedException {
        return api.get(api.url("api", "v1", resource, name).build(), timeout);
    }

    private static JsonNode json(Answered answered) {
        return answered.isSuccess() ? answered.json() : Json.MAPPER.missingNode();
    }
}
