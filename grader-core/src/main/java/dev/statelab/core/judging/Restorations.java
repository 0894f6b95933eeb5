package dev.statelab.core.judging;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.PatchRequest;
import dev.statelab.core.cluster.Patching;
import dev.statelab.core.cluster.ScaleRequest;
import dev.statelab.core.cluster.Scaling;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one criterion has scaled and changed, and has to give back as it was: the last change first. For one thread.
 */
public final class Restorations {

    private static final int ATTEMPTS = 3;

    private final Cluster cluster;
    private final Deque<Change> changes = new ArrayDeque<>();
    private boolean interrupted;

    public Restorations(Cluster cluster) {
        this.cluster = cluster;
    }

    private sealed interface Change {

        /**
         * A number of replicas.
         *
         * @param back from the newest number to the first
         * @param ours every number that it may have by us
         */
        record Scaled(ScaleRequest back, Set<Integer> ours) implements Change {

            static Scaled by(ScaleRequest request) {
                return new Scaled(request.reversed(), Set.of(request.from(), request.to()));
            }

            Scaled then(Scaled newer) {
                return new Scaled(from(newer.back.from()), Stream.of(ours, newer.ours).flatMap(Set::stream)
                        .collect(Collectors.toUnmodifiableSet()));
            }

            ScaleRequest from(int replicas) {
                return new ScaleRequest(back.kind(), back.namespace(), back.name(), back.uid(), replicas, back.to());
            }
        }

        /** Other fields. */
        record Patched(PatchRequest back) implements Change {}
    }

    /** What came of giving something back. */
    public sealed interface Restored {

        /** Why the workload may still be as it was changed. */
        Optional<Cause> problem();

        record Scale(ScaleRequest request, Optional<Cause> problem) implements Restored {}

        record Fields(PatchRequest request, Optional<Cause> problem) implements Restored {}
    }

    /** To be called before the request is sent: nobody knows whether one that was lost has arrived. */
    public void scales(ScaleRequest request) {
        Change.Scaled newer = Change.Scaled.by(request);
        if (changes.peek() instanceof Change.Scaled older && older.back().uid().equals(request.uid())) {
            changes.pop();
            changes.push(older.then(newer));
        } else {
            changes.push(newer);
        }
    }

    /** The same for other fields. */
    public void patches(PatchRequest request) {
        changes.push(new Change.Patched(request.reversed()));
    }

    /** The last request was refused, so there is nothing to give back. */
    void refused() {
        changes.pop();
    }

    /** Gives back what was changed last, also when this thread was interrupted; empty where nothing is left. */
    public Optional<Restored> restore() {
        Optional<Change> last = Optional.ofNullable(changes.poll());
        if (last.isEmpty()) {
            return Optional.empty();
        }
        interrupted |= Thread.interrupted();
        Restored restored = switch (last.get()) {
            case Change.Scaled scaled -> new Restored.Scale(scaled.back(), restore(scaled));
            case Change.Patched(PatchRequest back) -> new Restored.Fields(back, restore(back));
        };
        if (interrupted) {
            interrupted = false;
            Thread.currentThread().interrupt();
        }
        return Optional.of(restored);
    }

    private Optional<Cause> restore(Change.Scaled workload) {
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

    private Optional<Cause> restore(PatchRequest back) {
        Optional<Cause> problem = Optional.empty();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                switch (cluster.patch(back)) {
                    case Patching.Accepted _ -> {
                        return Optional.empty();
                    }
                    // It has not arrived, or it was taken back already.
                    case Patching.OtherValues _ when cluster.patch(sameAgain(back)) instanceof Patching.Accepted -> {
                        return Optional.empty();
                    }
                    case Patching.OtherValues _ -> {
                        return problem(back, Reason.STILL_CHANGING, "somebody else has changed it");
                    }
                    case Patching.NoSuchWorkload _ -> {
                        return problem(back, Reason.STILL_CHANGING, "somebody else has deleted or replaced it");
                    }
                    case Patching.Refused(String why) -> {
                        return problem(back, Reason.SERVER_ERROR, why);
                    }
                    case Patching.Unknown(Cause cause) -> problem = problem(back, cause.reason(), cause.message());
                }
            } catch (InterruptedException e) {
                interrupted = true;
                problem = problem(back, Reason.INTERRUPTED, "the evaluation was stopped at that moment");
            }
        }
        return problem;
    }

    /** Asks for what it must have, of what has that: accepted where nothing is to be given back. */
    private static PatchRequest sameAgain(PatchRequest back) {
        return new PatchRequest(back.kind(), back.namespace(), back.name(), back.uid(), back.changes().stream()
                .map(change -> new PatchRequest.Change(change.path(), change.to(), change.to())).toList());
    }

    private static Optional<Cause> problem(ScaleRequest request, Reason reason, String why) {
        return Optional.of(new Cause(reason, request + " may not have its " + request.to()
                + " replicas again, to which it had to be scaled back: " + why + ". Check it, and if it has not, run: "
                + "kubectl scale " + request.kind().kind().toLowerCase(Locale.ROOT) + " " + request.name() + " -n "
                + request.namespace() + " --replicas=" + request.to()));
    }

    private static Optional<Cause> problem(PatchRequest back, Reason reason, String why) {
        return Optional.of(new Cause(reason, back + " may not be as it was again: " + why
                + ". Check it, and if it is not, change " + Rollout.describe(back) + " by: kubectl edit "
                + back.kind().kind().toLowerCase(Locale.ROOT) + " " + back.name() + " -n " + back.namespace()));
    }
}
