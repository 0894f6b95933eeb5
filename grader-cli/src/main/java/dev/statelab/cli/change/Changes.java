package dev.statelab.cli.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.PatchRequest;
import dev.statelab.core.cluster.ScaleRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is to be given back, in the order in which it was changed.
 *
 * @param open none of them undoes the ones before it
 */
record Changes(List<Change> open) {

    static final Changes NONE = new Changes(List.of());

    Changes {
        open = List.copyOf(open);
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** With one that may be made, or may have been made. */
    Changes with(Change change) {
        List<Change> more = new ArrayList<>(open);
        more.add(change);
        return new Changes(more);
    }

    /** Once the last one was made: if the workload has by it what it had at first, nothing is left to give back. */
    Changes settled() {
        return switch (open.getLast()) {
            case Change.Scaled(ScaleRequest last) -> found(last.uid(), last.to());
            case Change.Patched(PatchRequest last) -> {
                List<Change> undone = open.stream().filter(change -> change instanceof Change.Patched(PatchRequest each)
                        && each.uid().equals(last.uid())
                        && targets(each.reversed()).equals(targets(last))).toList();
                yield undone.isEmpty() ? this : without(undone).without(List.of(open.getLast()));
            }
        };
    }

    /** Once a workload is seen to have so many replicas: if that is what it had at first, it has them again. */
    Changes found(String uid, int replicas) {
        List<Change> ofSame = open.stream().filter(
                change -> change instanceof Change.Scaled(ScaleRequest each) && each.uid().equals(uid)).toList();
        return !ofSame.isEmpty() && ofSame.getFirst() instanceof Change.Scaled(ScaleRequest first)
                && first.from() == replicas ? without(ofSame) : this;
    }

    /** What the fields have once it is made. */
    private static Map<List<String>, JsonNode> targets(PatchRequest request) {
        return request.changes().stream()
                .collect(Collectors.toMap(PatchRequest.Change::path, PatchRequest.Change::to));
    }

    /** Without the last one, which was not made. */
    Changes refused() {
        return new Changes(open.subList(0, open.size() - 1));
    }

    private Changes without(List<Change> some) {
        return new Changes(open.stream().filter(change -> !some.contains(change)).toList());
    }
}
