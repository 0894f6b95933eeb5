package dev.statelab.core.judging;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.ScaleRequest;
import dev.statelab.core.cluster.Scaling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one criterion has scaled, and has to give back the number of replicas that it had. For one thread.
 */
final class Restorations {

    private static final int ATTEMPTS = 3;

    private final Cluster cluster;
    private final Map<String, Changed> changed = new LinkedHashMap<>();
    private boolean interrupted;

    Restorations(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * One workload.
     *
     * @param back from the newest number to the first
     * @param ours every number that it may have by us
     */
    private record Changed(ScaleRequest back, Set<Integer> ours) {

        static Changed by(ScaleRequest request) {
            return new Changed(request.reversed(), Set.of(request.from(), request.to()));
        }

        Changed then(Changed newer) {
            return new Changed(from(newer.back.from()), Stream.of(ours, newer.ours).flatMap(Set::stream)
                    .collect(Collectors.toUnmodifiableSet()));
        }

        ScaleRequest from(int replicas) {
            return new ScaleRequest(back.kind(), back.namespace(), back.name(), back.uid(), replicas, back.to());
        }
    }

    /**
     * What came of giving back.
     *
     * @param problem why the workload may still have another number
     */
    record Restored(ScaleRequest request, Optional<Cause> problem) {}

    /** To be called before the request is sent: nobody knows whether one that was lost has arrived. */
    void scales(ScaleRequest request) {
        changed.merge(request.uid(), Changed.by(request), Changed::then);
    }

    /** Gives everything back, also when this thread was interrupted. */
    List<Restored> restore() {
        interrupted |= Thread.interrupted();
        List<Restored> restored = new ArrayList<>();
        for (Changed each : changed.values()) {
            restored.add(new Restored(each.back(), restore(each)));
        }
        changed.clear();
        if (interrupted) {
            interrupted = false;
            Thread.currentThread().interrupt();
        }
        return restored;
    }

    private Optional<Cause> restore(Changed workload) {
        ScaleRequest request = workload.back();
        Optional<Cause> problem = Optional.empty();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                switch (cluster.scale(request)) {
                    case Scaling.Accepted _ -> {
                        return Optional.empty();
                    }
                    case Scaling.OtherNumber(int replicas) when replicas == workload.back().to() -> {
                        return Optional.empty();
                    }
                    case Scaling.OtherNumber(int replicas) when workload.ours().contains(replicas) ->
                        request = workload.from(replicas);
                    case Scaling.OtherNumber(int replicas) -> {
                        return problem(request, Reason.STILL_CHANGING, "somebody else has set it to " + replicas);
                    }
                    case Scaling.NoSuchWorkload _ -> {
                        return problem(request, Reason.STILL_CHANGING, "somebody else has deleted or replaced it");
                    }
                    case Scaling.Unknown(Cause cause) -> problem = problem(request, cause.reason(), cause.message());
                }
            } catch (InterruptedException e) {
                // It has heard that it shall end; this comes first.
                interrupted = true;
                problem = problem(request, Reason.INTERRUPTED, "the evaluation was stopped at that moment");
            }
        }
        return problem;
    }

    private static Optional<Cause> problem(ScaleRequest request, Reason reason, String why) {
        return Optional.of(new Cause(reason, request + " may not have its " + request.to()
                + " replicas again, to which it had to be scaled back: " + why + ". Check it, and if it has not, run: "
                + "kubectl scale " + request.kind().kind().toLowerCase(Locale.ROOT) + " " + request.name() + " -n "
                + request.namespace() + " --replicas=" + request.to()));
    }
}
