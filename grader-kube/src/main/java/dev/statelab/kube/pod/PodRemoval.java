package dev.statelab.kube.pod;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.PodDeletion;
import dev.statelab.core.cluster.PodDeletion.Accepted;
import dev.statelab.core.cluster.PodDeletion.NoSuchPod;
import dev.statelab.core.cluster.PodDeletion.Unknown;
import dev.statelab.kube.http.ApiServer;
import dev.statelab.kube.http.Permission;
import dev.statelab.kube.http.Reply.Answered;
import dev.statelab.kube.http.Reply.Lost;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/** Deletes a pod, but only the one with the given UID: never the one that came after it. */
public final class PodRemoval {

    private static final MediaType JSON = MediaType.get("application/json");

    private final ApiServer api;
    private final Duration timeout;

    public PodRemoval(ApiServer api, Duration timeout) {
        this.api = api;
        this.timeout = timeout;
    }

    public PodDeletion delete(String namespace, String pod, String uid, Duration grace) throws InterruptedException {
        if (grace.toSeconds() < 1) {
            throw new IllegalArgumentException("grace " + grace);
        }
        HttpUrl url = api.url("api", "v1", "namespaces", namespace, "pods", pod).build();
        RequestBody options = RequestBody.create(options(uid, grace).toString().getBytes(UTF_8), JSON);
        Request request = new Request.Builder().url(url).delete(options).build();
        return switch (api.change(request, timeout)) {
            case Answered answered when answered.isSuccess() -> new Accepted(uid);
            case Answered answered when isGone(answered) -> new NoSuchPod();
            case Answered answered -> new Unknown(
                    api.refusal(new Permission("delete", "", "pods", namespace), answered.apiStatus()));
            case Lost(Cause cause) -> new Unknown(cause);
        };
    }

    /** 404 NotFound, or 409 Conflict: the name belongs to another pod by now. */
    private static boolean isGone(Answered answered) {
        String reason = answered.apiStatus().reason();
        return (answered.status() == 404 && reason.equals("NotFound"))
                || (answered.status() == 409 && reason.equals("Conflict"));
    }

    private static ObjectNode options(String uid, Duration grace) {
        ObjectNode options = JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "DeleteOptions")
                .put("gracePeriodSeconds", grace.toSeconds());
        options.putObject("preconditions").put("uid", uid);
        return options;
    }
}
