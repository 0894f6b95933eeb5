package dev.statelab.kube.pod;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.core.cluster.ScaleRequest;
import dev.statelab.core.cluster.Scaling;
import dev.statelab.kube.http.ApiServer;
import dev.statelab.kube.pod.Workloads.Workload;
import dev.statelab.kube.pod.Workloads.Written;
import java.time.Duration;
import java.util.Optional;

/**
 * Scales workloads through their {@code scale} subresource (recordings {@code get-scale-200}, {@code patch-scale-200}).
 */
public final class Replicas {

    private final Workloads workloads;

    public Replicas(ApiServer api, Duration timeout) {
        this.workloads = new Workloads(api, timeout);
    }

    public Scaling scale(ScaleRequest request) throws InterruptedException {
        Workload workload = new Workload(request.kind(), request.namespace(), request.name(), request.uid(), "scale");
        return switch (workloads.update(workload, scale -> scale(request, scale))) {
            case Written.Accepted<Integer>() -> new Scaling.Accepted();
            case Written.Gone<Integer>() -> new Scaling.NoSuchWorkload();
            case Written.NotChanged<Integer>(Integer now) -> new Scaling.OtherNumber(now);
            case Written.Contended<Integer>() ->
                unknown(request, Reason.STILL_CHANGING, "but somebody else changed it each time");
            case Written.Refused<Integer>(String why) -> unknown(request, Reason.SERVER_ERROR, "found " + why);
            case Written.Unknown<Integer>(Cause cause) -> new Scaling.Unknown(cause);
        };
    }

    /** How many there are where these are not the ones from which it is scaled. */
    private static Optional<Integer> scale(ScaleRequest request, ObjectNode scale) {
        // A count of zero is left out.
        int now = scale.path("spec").path("replicas").asInt(0);
        if (now != request.from()) {
            return Optional.of(now);
        }
        scale.putObject("spec").put("replicas", request.to());
        return Optional.empty();
    }

    private static Scaling unknown(ScaleRequest request, Reason reason, String found) {
        return new Scaling.Unknown(new Cause(reason,
                "Expected to scale " + request + " to " + request.to() + " replicas, " + found));
    }
}
