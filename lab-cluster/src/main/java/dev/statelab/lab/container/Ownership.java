package dev.statelab.lab.container;

/**
 * Whose a file is and who may do what with it, as Linux keeps it in the file's inode.
 *
 * @param mode the permission bits with set-user, set-group and sticky: 0 to 07777
 */
public record Ownership(long uid, long gid, int mode) {

    /** The set-group-ID bit: on a folder, what is made in it gets the folder's group. */
    public static final int SET_GROUP = 02000;

    /** The sticky bit: in such a folder only a file's owner deletes or renames it. */
    public static final int STICKY = 01000;

    public Ownership {
        if (uid < 0 || gid < 0 || mode < 0 || mode > 07777) {
            throw new IllegalArgumentException("not an ownership: %d:%d %o".formatted(uid, gid, mode));
        }
    }

    /** A file of root with this mode. */
    public static Ownership ofRoot(int mode) {
        return new Ownership(0, 0, mode);
    }

    public Ownership withOwner(long newUid, long newGid) {
        return new Ownership(newUid, newGid, mode);
    }

    public Ownership withMode(int newMode) {
        return new Ownership(uid, gid, newMode);
    }

    public boolean has(int bits) {
        return (mode & bits) == bits;
    }
}
