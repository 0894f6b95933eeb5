package dev.statelab.cli.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.PatchRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /**
     * With one that may be made, or may have been made. One that only gives back is not to be given back itself: whether it was
     * made or not, the ones before it say what the workload had at first.
     */
    Changes with(Change change) {
        return isWayBack(change) ? this : new Changes(Stream.concat(open.stream(), Stream.of(change)).toList());
    }

    /** Once one was made: nothing is left to give back of what has by it what it had at first. */
    Changes made(Change change) {
        Set<List<String>> back = back(change.fields());
        return new Changes(open.stream()
                .filter(each -> !each.fields().uid().equals(change.fields().uid()) || !back.containsAll(paths(each)))
                .toList());
    }

    /** Once one was not made that had been about to be. */
    Changes refused(Change change) {
        int last = isWayBack(change) ? -1 : open.lastIndexOf(change);
        return last < 0
                ? this
                : new Changes(Stream.concat(open.stream().limit(last), open.stream().skip(last + 1)).toList());
    }

    private boolean isWayBack(Change change) {
        return back(change.fields()).containsAll(paths(change));
    }

    /** Where it puts what was there at first. */
    private Set<List<String>> back(PatchRequest request) {
        return request.changes().stream()
                .filter(field -> first(request.uid(), field.path()).equals(Optional.of(field.to())))
                .map(PatchRequest.Change::path).collect(Collectors.toSet());
    }

    private Optional<JsonNode> first(String uid, List<String> path) {
        return open.stream().map(Change::fields).filter(request -> request.uid().equals(uid))
                .flatMap(request -> request.changes().stream()).filter(field -> field.path().equals(path))
                .map(PatchRequest.Change::from).findFirst();
    }

    private static List<List<String>> paths(Change change) {
        return change.fields().changes().stream().map(PatchRequest.Change::path).toList();
    }
}
