package dev.statelab.lab.controller.garbage;

import dev.statelab.lab.controller.ObjectMeta;
import dev.statelab.lab.controller.OwnerReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Who depends on an owner: so that an owner's end costs no search. */
final class Dependents {

    private final Map<String, Set<Dependent>> byOwner = new HashMap<>();
    private final Map<Dependent, Set<String>> owners = new HashMap<>();

    synchronized void observe(Dependent dependent, ObjectMeta meta) {
        forget(dependent);
        var uids = meta.owners().stream().map(OwnerReference::uid).collect(Collectors.toSet());
        if (!uids.isEmpty()) {
            owners.put(dependent, uids);
            uids.forEach(uid -> byOwner.computeIfAbsent(uid, _ -> new HashSet<>()).add(dependent));
        }
    }

    synchronized void forget(Dependent dependent) {
        var uids = owners.remove(dependent);
        if (uids != null) {
            uids.forEach(uid -> byOwner.computeIfPresent(uid, (_, dependents) -> {
                dependents.remove(dependent);
                return dependents.isEmpty() ? null : dependents;
            }));
        }
    }

    synchronized Set<Dependent> of(String ownerUid) {
        return Set.copyOf(byOwner.getOrDefault(ownerUid, Set.of()));
    }
}
