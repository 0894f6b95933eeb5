package dev.statelab.kube.pod;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.Limits;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.core.cluster.PatchRequest;
import dev.statelab.core.cluster.Patching;
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
 * Changes fields of workloads: reads the object, and writes it back with UID and resource version, so that nobody else's
 * change is overwritten (recording {@code update-conflict-409}).
 */
public final class SpecFields {

    private static final MediaType JSON = MediaType.get("application/json");

    /** A controller that writes the status changes the resource version as well. */
    private static final int ATTEMPTS = 5;

    private final ApiServer api;
    private final Duration timeout;

    public SpecFields(ApiServer api, Duration timeout) {
        this.api = api;
        this.timeout = timeout;
    }

    public Patching patch(PatchRequest request) throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Patching> patching = attempt(request);
            if (patching.isPresent()) {
                return patching.get();
            }
        }
        return new Patching.Unknown(new Cause(Reason.STILL_CHANGING, "Expected to change " + request
                + ", but somebody else changed it each time"));
    }

    /** Empty where the object has changed between reading and writing. */
    private Optional<Patching> attempt(PatchRequest request) throws InterruptedException {
        return switch (api.get(url(request), timeout)) {
            case Answered answered when answered.isSuccess() -> write(request, answered);
            case Answered answered when Workloads.isGone(answered) -> Optional.of(new Patching.NoSuchWorkload());
            case Answered answered -> Optional.of(refused(request, "get", answered));
            case Lost(Cause cause) -> Optional.of(new Patching.Unknown(cause));
        };
    }

    private Optional<Patching> write(PatchRequest request, Answered read) throws InterruptedException {
        if (!(Workloads.json(read) instanceof ObjectNode object)) {
            return Optional.of(refused(request, "get", read));
        }
        if (!object.path("metadata").path("uid").asText().equals(request.uid())) {
            return Optional.of(new Patching.NoSuchWorkload());
        }
        if (!request.startsFrom(object)) {
            return Optional.of(new Patching.OtherValues());
        }
        request.applyTo(object);
        Request put = new Request.Builder().url(url(request))
                .put(RequestBody.create(object.toString().getBytes(UTF_8), JSON)).build();
        return switch (api.send(put, timeout)) {
            case Answered answered when answered.isSuccess() -> Optional.of(new Patching.Accepted());
            case Answered answered when answered.status() == 409 && answered.apiStatus().isPresent() ->
                Optional.empty();
            case Answered answered when answered.status() == 422 && answered.apiStatus().isPresent() ->
                Optional.of(new Patching.Refused(Limits.cut(answered.apiStatus().message(), Limits.TEXT)));
            case Answered answered when Workloads.isGone(answered) -> Optional.of(new Patching.NoSuchWorkload());
            case Answered answered -> Optional.of(refused(request, "update", answered));
            case Lost(Cause cause) -> Optional.of(new Patching.Unknown(cause));
        };
    }

    private HttpUrl url(PatchRequest request) {
        return Workloads.url(api, request.kind(), request.namespace(), request.name()).build();
    }

    private static Patching refused(PatchRequest request, String verb, Answered answered) {
        return new Patching.Unknown(Workloads.refusal(verb, request.kind(), "", request.namespace(), answered));
    }
}
