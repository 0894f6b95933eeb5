package dev.statelab.kube.pod;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.core.cluster.ScaleRequest;
import dev.statelab.core.cluster.Scaling;
import dev.statelab.kube.http.ApiServer;
import dev.statelab.kube.http.Reply.Answered;
import dev.statelab.kube.http.Reply.Lost;
import java.time.Duration;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * Scales workloads through their {@code scale} subresource (recordings {@code get-scale-200}, {@code patch-scale-200}): reads
 * it, and writes it back with UID and resource version, so that nobody else's change is overwritten.
 */
public final class Replicas {

    private static final MediaType JSON = MediaType.get("application/json");
    /** A controller that writes the status changes the resource version as well. */
    private static final int ATTEMPTS = 5;

    private final ApiServer api;
    private final Duration timeout;

    public Replicas(ApiServer api, Duration timeout) {
        this.api = api;
        this.timeout = timeout;
    }

    public Scaling scale(ScaleRequest request) throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Scaling> scaling = attempt(request);
            if (scaling.isPresent()) {
                return scaling.get();
            }
        }
        return new Scaling.Unknown(new Cause(Reason.STILL_CHANGING, "Expected to scale " + request + " to "
                + request.to() + " replicas, but somebody else changed it each time"));
    }

    /** Empty where the object has changed between reading and writing. */
    private Optional<Scaling> attempt(ScaleRequest request) throws InterruptedException {
        return switch (api.get(url(request), timeout)) {
            case Answered answered when answered.isSuccess() -> write(request, answered);
            case Answered answered when Workloads.isGone(answered) -> Optional.of(new Scaling.NoSuchWorkload());
            case Answered answered -> Optional.of(refused(request, "get", answered));
            case Lost(Cause cause) -> Optional.of(new Scaling.Unknown(cause));
        };
    }

    private Optional<Scaling> write(ScaleRequest request, Answered read) throws InterruptedException {
        if (!(Workloads.json(read) instanceof ObjectNode scale)) {
            return Optional.of(refused(request, "get", read));
        }
        // A count of zero is left out.
        int now = scale.path("spec").path("replicas").asInt(0);
        if (!scale.path("metadata").path("uid").asText().equals(request.uid())) {
            return Optional.of(new Scaling.NoSuchWorkload());
        }
        if (now != request.from()) {
            return Optional.of(new Scaling.OtherNumber(now));
        }
        scale.putObject("spec").put("replicas", request.to());
        Request put = new Request.Builder().url(url(request))
                .put(RequestBody.create(scale.toString().getBytes(UTF_8), JSON)).build();
        return switch (api.send(put, timeout)) {
            case Answered answered when answered.isSuccess() -> Optional.of(new Scaling.Accepted());
            case Answered answered when answered.status() == 409 && answered.apiStatus().isPresent() ->
                Optional.empty();
            case Answered answered when Workloads.isGone(answered) -> Optional.of(new Scaling.NoSuchWorkload());
            case Answered answered -> Optional.of(refused(request, "update", answered));
            case Lost(Cause cause) -> Optional.of(new Scaling.Unknown(cause));
        };
    }

    private HttpUrl url(ScaleRequest request) {
        return Workloads.url(api, request.kind(), request.namespace(), request.name()).addPathSegment("scale").build();
    }

    private static Scaling refused(ScaleRequest request, String verb, Answered answered) {
        return new Scaling.Unknown(Workloads.refusal(verb, request.kind(), "/scale", request.namespace(), answered));
    }
}
