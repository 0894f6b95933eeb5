package dev.statelab.lab.controller.volume;

import dev.statelab.lab.api.WatchEvent;
import dev.statelab.lab.controller.ObjectKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which volumes a claim may get, so that nobody has to look through all volumes of the cluster. */
final class VolumeIndex {

    private final Set<String> unclaimed = new HashSet<>();
    private final Map<ObjectKey, Set<String>> byClaim = new HashMap<>();
    private final Map<String, ObjectKey> claims = new HashMap<>();

    /** Takes in a change of a volume. */
    synchronized void observe(WatchEvent event) {
        var volume = new PersistentVolume(event.object());
        var name = volume.meta().name();
        forget(name);
        if (event.type() == WatchEvent.Type.DELETED) {
            return;
        }
        Optional<ObjectKey> claim = volume.claim();
        if (claim.isPresent()) {
            claims.put(name, claim.get());
            byClaim.computeIfAbsent(claim.get(), _ -> new HashSet<>()).add(name);
        } else {
            unclaimed.add(name);
        }
    }

    private void forget(String name) {
        unclaimed.remove(name);
        var claim = claims.remove(name);
        if (claim != null) {
            byClaim.computeIfPresent(claim, (_, names) -> {
                names.remove(name);
                return names.isEmpty() ? null : names;
            });
        }
    }

    synchronized List<String> keptFor(ObjectKey claim) {
        return List.copyOf(byClaim.getOrDefault(claim, Set.of()));
    }

    synchronized List<String> unclaimed() {
        return List.copyOf(unclaimed);
    }
}
