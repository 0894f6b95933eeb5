package dev.statelab.lab.container.files;

import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One file's attributes, to read and to change. */
record InodeView(Inodes inodes, ContainerPath path, boolean follow) implements PosixFileAttributeView {

    private static final int SPECIAL_BITS = 07000;

    @Override
    public String name() {
        return "posix";
    }

    @Override
    public Inode readAttributes() throws IOException {
        return inodes.read(path, follow);
    }

    @Override
    public void setTimes(@Nullable FileTime modified, @Nullable FileTime accessed, @Nullable FileTime created)
            throws IOException {
        inodes.setTimes(path, follow, modified, accessed, created);
    }

    @Override
    public void setPermissions(Set<PosixFilePermission> permissions) throws IOException {
        setMode((readAttributes().ownership().mode() & SPECIAL_BITS) | Inode.mode(permissions));
    }

    void setMode(int mode) throws IOException {
        inodes.setMode(path, follow, mode);
    }

    void setIds(@Nullable Long uid, @Nullable Long gid) throws IOException {
        Inode now = readAttributes();
        inodes.setOwner(path, follow, uid == null ? now.ownership().uid() : uid,
                gid == null ? now.ownership().gid() : gid);
    }

    @Override
    public UserPrincipal getOwner() throws IOException {
        return readAttributes().owner();
    }

    @Override
    public void setOwner(UserPrincipal owner) throws IOException {
        if (!(owner instanceof Principals.User user)) {
            throw new IllegalArgumentException("not a user of this file system: " + owner);
        }
        setIds(user.id(), null);
    }

    @Override
    public void setGroup(GroupPrincipal group) throws IOException {
        if (!(group instanceof Principals.Group own)) {
            throw new IllegalArgumentException("not a group of this file system: " + group);
        }
        setIds(null, own.id());
    }
}
