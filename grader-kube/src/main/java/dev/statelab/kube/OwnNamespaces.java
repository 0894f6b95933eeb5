package dev.statelab.kube;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.Cause;
import dev.statelab.kube.http.ApiServer;
import dev.statelab.kube.http.Permission;
import dev.statelab.kube.http.Reply.Answered;
import dev.statelab.kube.http.Reply.Lost;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/** Namespaces that the grader makes for itself, and removes with all that is in them. */
public final class OwnNamespaces {

    private static final MediaType JSON = MediaType.get("application/json");

    private final ApiServer api;
    private final Duration timeout;

    OwnNamespaces(ApiServer api, Duration timeout) {
        this.api = api;
        this.timeout = timeout;
    }

    /** Makes one that says whose it is; why it could not, otherwise. */
    public Optional<Cause> create(String name) throws InterruptedException {
        return create(name, Map.of());
    }

    /** The same with further labels. */
    public Optional<Cause> create(String name, Map<String, String> labels) throws InterruptedException {
        ObjectNode namespace = JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "Namespace");
        ObjectNode all = namespace.putObject("metadata").put("name", name).putObject("labels")
                .put("app.kubernetes.io/managed-by", "statelab");
        labels.forEach(all::put);
        return send("create", new Request.Builder().url(api.url("api", "v1", "namespaces").build())
                .post(RequestBody.create(namespace.toString().getBytes(UTF_8), JSON)));
    }

    /** Asks for its removal, which goes on when this returns; why it could not, otherwise. */
    public Optional<Cause> delete(String name) throws InterruptedException {
        return send("delete",
                new Request.Builder().url(api.url("api", "v1", "namespaces", name).build()).delete());
    }

    private Optional<Cause> send(String verb, Request.Builder request) throws InterruptedException {
        return switch (api.change(request.build(), timeout)) {
            case Answered answered when answered.isSuccess() -> Optional.empty();
            case Answered answered -> Optional
                    .of(api.refusal(new Permission(verb, "", "namespaces", ""), answered.apiStatus()));
            case Lost(Cause cause) -> Optional.of(cause);
        };
    }
}
