package dev.statelab.lab.container;

import java.util.Set;

/**
 * Who a process runs as.
 *
 * @param gid of the files that it makes
 * @param groups the further groups whose files it may use
 */
public record UserIds(long uid, long gid, Set<Long> groups) {

    public static final UserIds ROOT = new UserIds(0, 0);

    public UserIds {
        groups = Set.copyOf(groups);
    }

    /** A user without further groups. */
    public UserIds(long uid, long gid) {
        this(uid, gid, Set.of());
    }

    /** Whether a file of this group is one of a group of the user's. */
    public boolean isIn(long group) {
        return gid == group || groups.contains(group);
    }
}
