package dev.statelab.lab.container.files;

import dev.statelab.lab.container.Ownership;
import dev.statelab.lab.container.UserIds;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileAttribute;
import java.util.List;

/** Whether a user may make an entry in a folder, and whose it is then. */
final class Creation {

    private static final int UMASK = 022;

    private final Mounts mounts;
    private final UserIds user;

    Creation(ContainerFileSystem fileSystem) {
        this.mounts = fileSystem.mounts();
        this.user = fileSystem.user();
    }

    Place parent(Place entry) {
        List<String> names = entry.names();
        return mounts.place(names.subList(0, Math.max(0, names.size() - 1)));
    }

    /** Linux' order of checks: the mount, then the folder. */
    void mayMake(Place entry, ContainerPath path) throws IOException {
        Place folder = parent(entry);
        if (!folder.exists()) {
            throw new NoSuchFileException(path.toString());
        }
        if (entry.mount().readOnly()) {
            throw new FileSystemException(path.toString(), null, "Read-only file system");
        }
        if (!Access.WRITE.allows(user, folder.ownership(), true)
                || !Access.EXECUTE.allows(user, folder.ownership(), true)) {
            throw new AccessDeniedException(path.toString());
        }
    }

    Ownership ofFile(Place entry, int defaultMode, FileAttribute<?>... attributes) {
        Ownership folder = parent(entry).ownership();
        long gid = folder.has(Ownership.SET_GROUP) ? folder.gid() : user.gid();
        return new Ownership(user.uid(), gid, mode(defaultMode, attributes));
    }

    Ownership ofFolder(Place entry, FileAttribute<?>... attributes) {
        Ownership made = ofFile(entry, 0777, attributes);
        return made.withMode(made.mode() | (parent(entry).ownership().mode() & Ownership.SET_GROUP));
    }

    private static int mode(int defaultMode, FileAttribute<?>... attributes) {
        int mode = defaultMode;
        for (FileAttribute<?> attribute : attributes) {
            if (!attribute.name().equals("posix:permissions")) {
                throw new UnsupportedOperationException("'" + attribute.name() + "' at creation");
            }
            mode = Inode.mode(AttributeNames.permissions(attribute.value()));
        }
        return mode & ~UMASK;
    }
}
