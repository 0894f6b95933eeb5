package dev.statelab.core.judging;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.PatchRequest;
import dev.statelab.core.cluster.ScaleRequest;
import dev.statelab.core.judging.GivingBack.Attempt;
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

    private final Cluster cluster;
    private final Deque<Change> changes = new ArrayDeque<>();

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

        /** Whether it is as it was, or somebody else has decided on it since. */
        boolean isOver();

        record Scale(ScaleRequest request, Optional<Cause> problem, boolean isOver) implements Restored {}

        record Fields(PatchRequest request, Optional<Cause> problem, boolean isOver) implements Restored {}
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
        GivingBack giving = new GivingBack(cluster);
        Restored restored = switch (last.get()) {
            case Change.Scaled(ScaleRequest back, Set<Integer> ours) -> restored(back, giving.replicas(back, ours));
            case Change.Patched(PatchRequest back) -> restored(back, giving.fields(back));
        };
        if (giving.wasInterrupted()) {
            Thread.currentThread().interrupt();
        }
        return Optional.of(restored);
    }

    private static Restored restored(ScaleRequest back, Attempt attempt) {
        return switch (attempt) {
            case Attempt.Done() -> new Restored.Scale(back, Optional.empty(), true);
            case Attempt.Others(String how) ->
                new Restored.Scale(back, problem(back, Reason.STILL_CHANGING, how), true);
            case Attempt.Open(Cause cause) ->
                new Restored.Scale(back, problem(back, cause.reason(), cause.message()), false);
        };
    }

    private static Restored restored(PatchRequest back, Attempt attempt) {
        return switch (attempt) {
            case Attempt.Done() -> new Restored.Fields(back, Optional.empty(), true);
            case Attempt.Others(String how) ->
                new Restored.Fields(back, problem(back, Reason.STILL_CHANGING, how), true);
            case Attempt.Open(Cause cause) ->
                new Restored.Fields(back, problem(back, cause.reason(), cause.message()), false);
        };
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
