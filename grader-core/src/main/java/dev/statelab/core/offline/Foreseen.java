package dev.statelab.core.offline;

import dev.statelab.core.cluster.ClusterState;
import java.util.List;
import java.util.Set;

/**
 * What a namespace, empty before, may come to from manifests. Fields that a cluster fills in are
 * {@link dev.statelab.core.cluster.Unseen}; kinds of objects that a cluster makes are unreadable, with
 * {@code NOT_DEPLOYED} for a reason.
 *
 * @param states all that differ in which pods there are: none yet is the first, all that are wanted the last; at least one
 * @param refused objects that the API server does not take as they are; they may be among the states, as if it did
 * @param unread the files that could not be read: any object may be in them
 */
public record Foreseen(List<ClusterState> states, Set<ObjectName> refused, List<String> unread) {

    public Foreseen {
        states = List.copyOf(states);
        refused = Set.copyOf(refused);
        unread = List.copyOf(unread);
        if (states.isEmpty()) {
            throw new IllegalArgumentException("nothing is foreseen");
        }
    }
}
