package dev.statelab.core.judging;

import dev.statelab.core.task.Criterion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who comes before a disruptive criterion, so that all others judge the work as it was handed in, and the same work comes to
 * the same score: everybody but those who need that criterion, or one that comes after it. Disruptive ones come one after
 * another, in the order of the task.
 */
final class Precedence {

    private final Map<String, List<Criterion>> before = new LinkedHashMap<>();

    Precedence(List<Criterion> criteria) {
        List<Criterion> left = new ArrayList<>(criteria);
        Map<String, Criterion> placed = new LinkedHashMap<>();
        while (!left.isEmpty()) {
            Criterion next = next(left, placed.keySet());
            if (next.disruptive()) {
                before.put(next.id(), List.copyOf(placed.values()));
            }
            left.remove(next);
            placed.put(next.id(), next);
        }
    }

    /** Needs are no circle, so there is always one. */
    private static Criterion next(List<Criterion> left, Set<String> placed) {
        List<Criterion> ready = left.stream().filter(criterion -> placed.containsAll(criterion.allNeeds())).toList();
        return ready.stream().filter(criterion -> !criterion.disruptive()).findFirst().orElseGet(ready::getFirst);
    }

    /** Those that are over before this one begins, because it disturbs what they look at. */
    List<Criterion> before(Criterion criterion) {
        return before.getOrDefault(criterion.id(), List.of());
    }
}
