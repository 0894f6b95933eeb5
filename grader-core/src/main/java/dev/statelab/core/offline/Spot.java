package dev.statelab.core.offline;

import static java.util.Objects.requireNonNull;

/**
 * A field in a file, or where it is missing.
 *
 * @param what for people: {@code spec.replicas}, {@code spec has no 'serviceName'}
 */
public record Spot(Place place, String what) {

    public Spot {
        requireNonNull(place, "place");
        requireNonNull(what, "what");
    }

    @Override
    public String toString() {
        return place + ": " + what;
    }
}
