package dev.statelab.core.cluster;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An immutable picture of one namespace, from a live cluster, a folder of manifests or a recording.
 *
 * @param namespace the namespace
 * @param revision grows with each change that was seen
 * @param seenAt when the newest change arrived here, by our clock
 * @param listings what is known, by kind
 */
public record ClusterState(String namespace, long revision, Instant seenAt, Map<ResourceKind, Listing> listings) {

    public ClusterState {
        requireNonNull(namespace, "namespace");
        requireNonNull(seenAt, "seenAt");
        listings = Map.copyOf(listings);
    }

    /** A kind that nobody asked for is an empty list. */
    public Listing listing(ResourceKind kind) {
        return listings.getOrDefault(kind, new Listing.Listed(List.of()));
    }
}
