package dev.statelab.batch.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is somebody's own. What much of a class has says nothing: the exercise asks for it, or came with it.
 *
 * @param each by the students' ids, in the order of the class
 */
record Own<T>(Map<String, Set<T>> each) {

    /** Part of a class, beyond which what it has is everybody's. */
    private static final double COMMON = 0.25;
    /** In a smaller class nothing is told to be everybody's. */
    private static final int SMALL_CLASS = 8;

    /** @param all that students have, by their ids, in the order of the class */
    static <T> Own<T> of(Map<String, Set<T>> all) {
        Map<T, Integer> owners = new HashMap<>();
        all.values().forEach(each -> each.forEach(thing -> owners.merge(thing, 1, Integer::sum)));
        double most = all.size() < SMALL_CLASS ? all.size() : Math.max(2, COMMON * all.size());
        Map<String, Set<T>> own = new LinkedHashMap<>();
        all.forEach((id, each) -> {
            Set<T> kept = new LinkedHashSet<>(each);
            kept.removeIf(thing -> owners.getOrDefault(thing, 0) > most);
            own.put(id, kept);
        });
        return new Own<>(own);
    }

    /** Who has it, in the order of the class. */
    Map<T, List<String>> owners() {
        Map<T, List<String>> owners = new LinkedHashMap<>();
        each.forEach((id, own) -> own.forEach(thing -> owners.computeIfAbsent(thing, _ -> new ArrayList<>()).add(id)));
        return owners;
    }

    Set<T> of(String id) {
        return each.getOrDefault(id, Set.of());
    }
}
