package dev.statelab.core.judging;

import dev.statelab.core.cluster.Cause;
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
                // The same number twice, where it was scaled away and back again and its note was kept.
                return new Scaled(request.reversed(), Stream.of(request.from(), request.to())
                        .collect(Collectors.toUnmodifiableSet()));
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

        /** What kept it from being given back, or how somebody else has decided on it; empty when it is as it was. */
        Optional<Cause> why();

        /** Whether it is as it was, or somebody else has decided on it since. */
        boolean isOver();

        /** Why the workload may still be as it was changed, and what a person can do; empty when it is as it was. */
        Optional<Cause> problem();

        record Scale(ScaleRequest request, Optional<Cause> why, boolean isOver) implements Restored {
            @Override
            public Optional<Cause> problem() {
                return why.map(cause -> new Cause(cause.reason(), request + " may not have its " + request.to()
                        + " replicas again, to which it had to be scaled back: " + cause.message()
                        + ". Check it, and if it has not, run: kubectl scale "
                        + request.kind().kind().toLowerCase(Locale.ROOT) + " " + request.name() + " -n "
                        + request.namespace() + " --replicas=" + request.to()));
            }
        }

        record Fields(PatchRequest request, Optional<Cause> why, boolean isOver) implements Restored {
            @Override
            public Optional<Cause> problem() {
                return why.map(cause -> new Cause(cause.reason(), request + " may not be as it was again: "
                        + cause.message() + ". Check it, and if it is not, change " + Rollout.describe(request)
                        + " by: kubectl edit " + request.kind().kind().toLowerCase(Locale.ROOT) + " "
                        + request.name() + " -n " + request.namespace()));
            }
        }
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
            case Change.Scaled(ScaleRequest back, Set<Integer> ours) -> {
                Attempt attempt = giving.replicas(back, ours);
                yield new Restored.Scale(back, attempt.trouble(), attempt.isOver());
            }
            case Change.Patched(PatchRequest back) -> {
                Attempt attempt = giving.fields(back);
                yield new Restored.Fields(back, attempt.trouble(), attempt.isOver());
            }
        };
        if (giving.wasInterrupted()) {
            Thread.currentThread().interrupt();
        }
        return Optional.of(restored);
    }
}
