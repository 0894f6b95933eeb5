package dev.statelab.kube.pod;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.core.cluster.PatchRequest;
import dev.statelab.core.cluster.Patching;
import dev.statelab.kube.http.ApiServer;
import dev.statelab.kube.pod.Workloads.Workload;
import dev.statelab.kube.pod.Workloads.Written;
import java.time.Duration;
import java.util.Optional;

/** Changes fields of workloads. */
public final class SpecFields {

    private final Workloads workloads;

    public SpecFields(ApiServer api, Duration timeout) {
        this.workloads = new Workloads(api, timeout);
    }

    public Patching patch(PatchRequest request) throws InterruptedException {
        Workload workload = new Workload(request.kind(), request.namespace(), request.name(), request.uid(), "");
        return switch (workloads.update(workload, object -> patch(request, object))) {
            case Written.Accepted<Patching>() -> new Patching.Accepted();
            case Written.Gone<Patching>() -> new Patching.NoSuchWorkload();
            case Written.NotChanged<Patching>(Patching why) -> why;
            case Written.Contended<Patching>() -> new Patching.Unknown(new Cause(Reason.STILL_CHANGING,
                    "Expected to change " + request + ", but somebody else changed it each time"));
            case Written.Refused<Patching>(String why) -> new Patching.Refused(why);
            case Written.Unknown<Patching>(Cause cause) -> new Patching.Unknown(cause);
        };
    }

    private static Optional<Patching> patch(PatchRequest request, ObjectNode object) {
        if (!request.startsFrom(object)) {
            return Optional.of(new Patching.OtherValues());
        }
        request.applyTo(object);
        return Optional.empty();
    }
}
