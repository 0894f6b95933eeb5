package dev.statelab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.ClusterIdentity;
import dev.statelab.kube.http.ApiServer;
import dev.statelab.kube.http.ApiServer.Proven;
import dev.statelab.kube.http.Json;
import dev.statelab.kube.http.Reply;
import dev.statelab.kube.http.Reply.Answered;
import java.time.Duration;

/**
 * Reads what identifies a cluster. Its version anybody may read; the namespace {@code kube-system}, whoever may get it: its
 * UID is the usual name for a cluster, which has none of its own.
 */
final class Identification {

    private final ApiServer api;
    private final Duration timeout;

    Identification(ApiServer api, Duration timeout) {
        this.api = api;
        this.timeout = timeout;
    }

    ClusterIdentity read() throws InterruptedException {
        Proven version = api.getProven(api.url("version").build(), timeout);
        Reply namespace = api.get(api.url("api", "v1", "namespaces", "kube-system").build(), timeout);
        return new ClusterIdentity(json(namespace).path("metadata").path("uid").asText(""),
                version.certificates().authority(), version.certificates().own(),
                json(version.reply()).path("gitVersion").asText(""));
    }

    private static JsonNode json(Reply reply) {
        return reply instanceof Answered answered && answered.isSuccess()
                ? answered.json()
                : Json.MAPPER.missingNode();
    }
}
