package dev.statelab.core.judging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.PatchRequest;
import dev.statelab.core.cluster.PatchRequest.Change;
import dev.statelab.core.cluster.Patching;
import dev.statelab.core.cluster.ScaleRequest;
import dev.statelab.core.cluster.Scaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives one change back, also when its thread was interrupted.
 *
 * <p>A change whose answer was lost may not have been made, and may still be on its way. Each is written with the version of
 * the object that it was read from, so a later write stops it ({@code metadata.resourceVersion}, recording
 * {@code update-conflict-409}); and an object that is as it was before has not been written. So such an object is written
 * twice: with a label, and without.
 */
final class GivingBack {

    private static final int ATTEMPTS = 3;
    private static final List<String> LABEL = List.of("metadata", "labels", "statelab.dev/nothing-on-its-way");
    private static final List<String> REPLICAS = List.of("spec", "replicas");

    private final Cluster cluster;
    private boolean interrupted;

    GivingBack(Cluster cluster) {
        this.cluster = cluster;
    }

    /** What came of it. */
    sealed interface Attempt {

        record Done() implements Attempt {}

        /** Somebody else has decided on it. */
        record Others(String how) implements Attempt {}

        /** It may still be as it was changed. */
        record Open(Cause cause) implements Attempt {}

        /** Why it may not be as it was. */
        default Optional<Cause> trouble() {
            return switch (this) {
                case Done() -> Optional.empty();
                case Others(String how) -> Optional.of(new Cause(Reason.STILL_CHANGING, how));
                case Open(Cause cause) -> Optional.of(cause);
            };
        }

        /** Whether there is nothing left to do: it is as it was, or is what somebody else wants. */
        default boolean isOver() {
            return !(this instanceof Open);
        }
    }

    @FunctionalInterface
    private interface Trying {
        Attempt attempt() throws InterruptedException;
    }

    /** Whether it was told to end meanwhile. */
    boolean wasInterrupted() {
        return interrupted;
    }

    Attempt fields(PatchRequest back) {
        return repeatedly(() -> attempt(back));
    }

    /** @param ours every number that it may have by us */
    Attempt replicas(ScaleRequest back, Set<Integer> ours) {
        return repeatedly(() -> attempt(back, ours));
    }

    private Attempt repeatedly(Trying trying) {
        Attempt last = new Attempt.Others("");
        for (int attempt = 0; attempt < ATTEMPTS && !(last instanceof Attempt.Done); attempt++) {
            interrupted |= Thread.interrupted();
            try {
                last = trying.attempt();
            } catch (InterruptedException e) {
                // It has heard that it shall end; this comes first.
                interrupted = true;
                last = new Attempt.Open(
                        new Cause(Reason.INTERRUPTED, "the evaluation was stopped at that moment"));
            }
        }
        return last;
    }

    private Attempt attempt(PatchRequest back) throws InterruptedException {
        Patching patching = cluster.patch(back);
        return patching instanceof Patching.OtherValues ? overtake(back) : made(patching);
    }

    private Attempt attempt(ScaleRequest back, Set<Integer> ours) throws InterruptedException {
        return switch (cluster.scale(back)) {
            case Scaling.Accepted _ -> new Attempt.Done();
            case Scaling.OtherNumber(int now) when now == back.to() -> overtake(back);
            case Scaling.OtherNumber(int now) when ours.contains(now) && now != back.from() ->
                attempt(from(now, back), Set.of());
            case Scaling.OtherNumber(int now) -> new Attempt.Others("somebody else has set it to " + now);
            case Scaling.NoSuchWorkload _ -> new Attempt.Others("somebody else has deleted or replaced it");
            case Scaling.Unknown(Cause cause) -> new Attempt.Open(cause);
        };
    }

    private static ScaleRequest from(int replicas, ScaleRequest back) {
        return new ScaleRequest(back.kind(), back.namespace(), back.name(), back.uid(), replicas, back.to());
    }

    /** It seems to be as it was before. */
    private Attempt overtake(PatchRequest back) throws InterruptedException {
        List<Change> marking = new ArrayList<>();
        for (Change change : back.changes()) {
            if (!change.path().equals(LABEL)) {
                marking.add(new Change(change.path(), change.to(), change.to()));
            }
        }
        JsonNode mark = JsonNodeFactory.instance.textNode("true");
        marking.add(new Change(LABEL, MissingNode.getInstance(), mark));
        PatchRequest marked = new PatchRequest(back.kind(), back.namespace(), back.name(), back.uid(), marking);
        return switch (cluster.patch(marked)) {
            // Where there are other values, the mark may be there by a request whose answer was lost.
            case Patching.Accepted _,Patching.OtherValues _ -> made(cluster.patch(marked.reversed()));
            case Patching.NoSuchWorkload gone -> made(gone);
            case Patching.Refused refused -> made(refused);
            case Patching.Unknown unknown -> made(unknown);
        };
    }

    /** Whoever may scale may not always write the rest of the object: then what is on its way cannot be stopped. */
    private Attempt overtake(ScaleRequest back) throws InterruptedException {
        JsonNode number = JsonNodeFactory.instance.numberNode(back.to());
        Attempt overtaken = overtake(new PatchRequest(back.kind(), back.namespace(), back.name(), back.uid(),
                List.of(new Change(REPLICAS, number, number))));
        return overtaken instanceof Attempt.Open(Cause cause) && cause.reason() == Reason.FORBIDDEN
                ? attempt(from(back.to(), back), Set.of())
                : overtaken;
    }

    private static Attempt made(Patching patching) {
        return switch (patching) {
            case Patching.Accepted _ -> new Attempt.Done();
            case Patching.OtherValues _ -> new Attempt.Others("somebody else has changed it");
            case Patching.NoSuchWorkload _ -> new Attempt.Others("somebody else has deleted or replaced it");
            case Patching.Refused(String why) -> new Attempt.Open(new Cause(Reason.SERVER_ERROR, why));
            case Patching.Unknown(Cause cause) -> new Attempt.Open(cause);
        };
    }
}
