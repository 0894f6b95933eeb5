package dev.statelab.lab.container.files;

import dev.statelab.lab.container.Ownership;
import dev.statelab.lab.container.UserIds;

/** A way to use a file that its mode allows or not. */
enum Access {
    READ(4), WRITE(2), EXECUTE(1);

    private static final int ANY_EXECUTE = 0111;

    private final int bit;

    Access(int bit) {
        this.bit = bit;
    }

    /**
     * Whether Linux lets the user: the owner's bits decide for the owner, the group's for those in it, the others' for
     * everyone else. Root reads and writes everything, and executes what anyone may.
     */
    boolean allows(UserIds user, Ownership file, boolean folder) {
        if (user.uid() == 0) {
            return this != EXECUTE || folder || (file.mode() & ANY_EXECUTE) != 0;
        }
        int shift = user.uid() == file.uid() ? 6 : user.isIn(file.gid()) ? 3 : 0;
        return (file.mode() >> shift & bit) != 0;
    }

    /** Whether the user may remove or rename an entry of a folder that is writable for the user. */
    static boolean mayRemove(UserIds user, Ownership folder, Ownership entry) {
        return user.uid() == 0 || !folder.has(Ownership.STICKY) || user.uid() == entry.uid()
                || user.uid() == folder.uid();
    }
}
