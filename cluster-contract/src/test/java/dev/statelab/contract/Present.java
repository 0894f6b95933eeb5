package dev.statelab.contract;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The objects of a kind that are there.
 *
 * @param byName in the order in which they were first seen
 */
record Present<T extends HasMetadata>(Map<String, T> byName) {

    Present {
        byName = new LinkedHashMap<>(byName);
    }

    Set<String> names() {
        return byName.keySet();
    }

    Collection<T> all() {
        return byName.values();
    }

    /** The object of this name, which has to be there. */
    T one(String name) {
        return Optional.ofNullable(byName.get(name))
                .orElseThrow(() -> new AssertionError("expected " + name + ", found " + names()));
    }
}
