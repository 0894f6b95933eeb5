package dev.statelab.kube.pod;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.Limits;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.kube.http.ApiServer;
import dev.statelab.kube.http.Permission;
import dev.statelab.kube.http.Refusals;
import dev.statelab.kube.http.Reply.Answered;
import dev.statelab.kube.http.Reply.Lost;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * Changes workloads: reads one, and writes it back with UID and resource version, so that nobody else's change is
 * overwritten (recording {@code update-conflict-409}).
 */
final class Workloads {

    private static final Map<ResourceKind, String> RESOURCES = Map.of(ResourceKind.STATEFUL_SET, "statefulsets",
            ResourceKind.DEPLOYMENT, "deployments");
    private static final MediaType JSON = MediaType.get("application/json");

    /** A controller that writes the status changes the resource version as well. */
    private static final int ATTEMPTS = 5;

    private final ApiServer api;
    private final Duration timeout;

    /** @param timeout of one request */
    Workloads(ApiServer api, Duration timeout) {
        this.api = api;
        this.timeout = timeout;
    }

    /**
     * What is changed.
     *
     * @param uid of the workload that is meant, and not of another one that has got its name
     * @param subresource such as {@code scale}; empty for the object itself
     */
    record Workload(ResourceKind kind, String namespace, String name, String uid, String subresource) {}

    /**
     * What came of it.
     *
     * @param <R> why there was nothing to write
     */
    sealed interface Written<R> {

        record Accepted<R>() implements Written<R> {}

        /** The workload is not there, or another one has its name. */
        record Gone<R>() implements Written<R> {}

        /** It was read, and is not written. */
        record NotChanged<R>(R why) implements Written<R> {}

        /** Somebody else changed it between reading and writing, each time. */
        record Contended<R>() implements Written<R> {}

        /** The API server takes no such value. */
        record Refused<R>(String why) implements Written<R> {}

        record Unknown<R>(Cause cause) implements Written<R> {
            public Unknown {
                requireNonNull(cause, "cause");
            }
        }
    }

    /** @param change is made in what was read; comes to why it is not to be written, or to nothing */
    <R> Written<R> update(Workload workload, Function<ObjectNode, Optional<R>> change) throws InterruptedException {
        Written<R> written = new Written.Contended<>();
        for (int attempt = 0; attempt < ATTEMPTS && written instanceof Written.Contended; attempt++) {
            written = attempt(workload, change);
        }
        return written;
    }

    private <R> Written<R> attempt(Workload workload, Function<ObjectNode, Optional<R>> change)
            throws InterruptedException {
        return switch (api.get(url(workload), timeout)) {
            case Answered answered when answered.isSuccess() -> write(workload, answered, change);
            case Answered answered when isGone(answered) -> new Written.Gone<>();
            case Answered answered -> forbidden(workload, "get", answered);
            case Lost(Cause cause) -> new Written.Unknown<>(cause);
        };
    }

    private <R> Written<R> write(Workload workload, Answered read, Function<ObjectNode, Optional<R>> change)
            throws InterruptedException {
        if (!(read.json() instanceof ObjectNode object)) {
            return forbidden(workload, "get", read);
        }
        if (!object.path("metadata").path("uid").asText().equals(workload.uid())) {
            return new Written.Gone<>();
        }
        Optional<R> notChanged = change.apply(object);
        if (notChanged.isPresent()) {
            return new Written.NotChanged<>(notChanged.get());
        }
        Request put = new Request.Builder().url(url(workload))
                .put(RequestBody.create(object.toString().getBytes(UTF_8), JSON)).build();
        return switch (api.change(put, timeout)) {
            case Answered answered when answered.isSuccess() -> new Written.Accepted<>();
            case Answered answered when answered.status() == 409 && answered.apiStatus().isPresent() ->
                new Written.Contended<>();
            case Answered answered when answered.status() == 422 && answered.apiStatus().isPresent() ->
                new Written.Refused<>(Limits.cut(answered.apiStatus().message(), Limits.TEXT));
            case Answered answered when isGone(answered) -> new Written.Gone<>();
            case Answered answered -> forbidden(workload, "update", answered);
            case Lost(Cause cause) -> new Written.Unknown<>(cause);
        };
    }

    private HttpUrl url(Workload workload) {
        HttpUrl.Builder url = api.url("apis", "apps", "v1", "namespaces", workload.namespace(),
                resource(workload.kind()), workload.name());
        return workload.subresource().isEmpty() ? url.build() : url.addPathSegment(workload.subresource()).build();
    }

    private static <R> Written<R> forbidden(Workload workload, String verb, Answered answered) {
        String subresource = workload.subresource().isEmpty() ? "" : "/" + workload.subresource();
        return new Written.Unknown<>(Refusals.cause(
                new Permission(verb, "apps", resource(workload.kind()) + subresource, workload.namespace()),
                answered.apiStatus()));
    }

    private static boolean isGone(Answered answered) {
        return answered.status() == 404 && answered.apiStatus().reason().equals("NotFound");
    }

    private static String resource(ResourceKind kind) {
        return Optional.ofNullable(RESOURCES.get(kind))
                .orElseThrow(() -> new IllegalArgumentException(kind.toString()));
    }
}
