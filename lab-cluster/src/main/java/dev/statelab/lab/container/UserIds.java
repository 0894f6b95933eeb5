package dev.statelab.lab.container;

/** The user and group that a process runs as. */
public record UserIds(long uid, long gid) {

    public static final UserIds ROOT = new UserIds(0, 0);
}
