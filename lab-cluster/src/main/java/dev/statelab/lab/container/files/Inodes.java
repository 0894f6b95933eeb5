package dev.statelab.lab.container.files;

import dev.statelab.lab.container.Ownership;
import dev.statelab.lab.container.UserIds;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** What is known of a file besides its content: reading it, and changing it as far as the user may. */
final class Inodes {

    private final Mounts mounts;
    private final UserIds user;
    private final PathWalk walk;

    Inodes(ContainerFileSystem fileSystem, PathWalk walk) {
        this.mounts = fileSystem.mounts();
        this.user = fileSystem.user();
        this.walk = walk;
    }

    Place existing(ContainerPath path, boolean follow) throws IOException {
        Place place = walk.find(path, follow);
        if (!place.exists() && mounts.device(place.names()).isEmpty()) {
            throw new NoSuchFileException(path.toString());
        }
        return place;
    }

    Inode read(ContainerPath path, boolean follow) throws IOException {
        Place place = existing(path, follow);
        if (mounts.device(place.names()).isPresent()) {
            return Inode.device(place.path());
        }
        return FileErrors.inTermsOf(path.toString(), () -> new Inode(place.ownership(),
                Files.readAttributes(place.real(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS), false,
                System.identityHashCode(place.mount().volume())));
    }

    String linkTarget(ContainerPath link) throws IOException {
        Place place = existing(link, false);
        if (!place.isLink()) {
            throw new NotLinkException(link.toString());
        }
        return Files.readSymbolicLink(place.real()).toString();
    }

    void checkAccess(ContainerPath path, AccessMode... modes) throws IOException {
        Place place = existing(path, true);
        Ownership ownership = ownership(place);
        boolean folder = place.isFolder();
        for (AccessMode mode : modes) {
            Access access = switch (mode) {
                case READ -> Access.READ;
                case WRITE -> Access.WRITE;
                case EXECUTE -> Access.EXECUTE;
            };
            if (!access.allows(user, ownership, folder)) {
                throw new AccessDeniedException(path.toString());
            }
            if (access == Access.WRITE && place.mount().readOnly() && mounts.device(place.names()).isEmpty()) {
                throw new FileSystemException(path.toString(), null, "Read-only file system");
            }
        }
    }

    /** Only the owner and root change a mode. */
    void setMode(ContainerPath path, boolean follow, int mode) throws IOException {
        Place place = existing(path, follow);
        Ownership old = changeable(place, path);
        mayChange(user.uid() == old.uid(), path);
        place.mount().volume().setOwnership(place.real(), old.withMode(mode));
    }

    /** Only root gives a file away; its owner may give it to one of the own groups. */
    void setOwner(ContainerPath path, boolean follow, long uid, long gid) throws IOException {
        Place place = existing(path, follow);
        Ownership old = changeable(place, path);
        boolean ownGroup = user.uid() == old.uid() && uid == old.uid() && (gid == old.gid() || user.isIn(gid));
        mayChange(ownGroup, path);
        place.mount().volume().setOwnership(place.real(), old.withOwner(uid, gid));
    }

    void setTimes(ContainerPath path, boolean follow, @Nullable FileTime modified, @Nullable FileTime accessed,
            @Nullable FileTime created) throws IOException {
        Place place = existing(path, follow);
        Ownership old = changeable(place, path);
        mayChange(user.uid() == old.uid() || Access.WRITE.allows(user, old, place.isFolder()), path);
        BasicFileAttributeView view = Files.getFileAttributeView(place.real(), BasicFileAttributeView.class,
                LinkOption.NOFOLLOW_LINKS);
        view.setTimes(modified, accessed, created);
    }

    private Ownership changeable(Place place, ContainerPath path) throws IOException {
        if (mounts.device(place.names()).isPresent()) {
            throw new FileSystemException(path.toString(), null, "Operation not permitted");
        }
        if (place.mount().readOnly()) {
            throw new FileSystemException(path.toString(), null, "Read-only file system");
        }
        return place.ownership();
    }

    private void mayChange(boolean allowed, ContainerPath path) throws IOException {
        if (!allowed && user.uid() != 0) {
            throw new FileSystemException(path.toString(), null, "Operation not permitted");
        }
    }

    private Ownership ownership(Place place) {
        return mounts.device(place.names()).isPresent() ? Inode.DEVICE : place.ownership();
    }
}
