package dev.statelab.lab.container.files;

import dev.statelab.lab.container.Ownership;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file's inode says, at one moment.
 *
 * @param device of what the file is on: the same for all files of a volume
 */
record Inode(Ownership ownership, BasicFileAttributes basic, boolean isDevice,
        long device) implements PosixFileAttributes {

    static final Ownership DEVICE = Ownership.ofRoot(0666);

    static Inode device(String path) {
        return new Inode(DEVICE, new DeviceAttributes(path), true, 0);
    }

    static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            if ((mode & bit(permission)) != 0) {
                permissions.add(permission);
            }
        }
        return permissions;
    }

    static int mode(Set<PosixFilePermission> permissions) {
        int mode = 0;
        for (PosixFilePermission permission : permissions) {
            mode |= bit(permission);
        }
        return mode;
    }

    private static int bit(PosixFilePermission permission) {
        return switch (permission) {
            case OWNER_READ -> 0400;
            case OWNER_WRITE -> 0200;
            case OWNER_EXECUTE -> 0100;
            case GROUP_READ -> 0040;
            case GROUP_WRITE -> 0020;
            case GROUP_EXECUTE -> 0010;
            case OTHERS_READ -> 0004;
            case OTHERS_WRITE -> 0002;
            case OTHERS_EXECUTE -> 0001;
        };
    }

    @Override
    public UserPrincipal owner() {
        return new Principals.User(ownership.uid());
    }

    @Override
    public GroupPrincipal group() {
        return new Principals.Group(ownership.gid());
    }

    @Override
    public Set<PosixFilePermission> permissions() {
        return permissions(ownership.mode());
    }

    @Override
    public FileTime lastModifiedTime() {
        return basic.lastModifiedTime();
    }

    @Override
    public FileTime lastAccessTime() {
        return basic.lastAccessTime();
    }

    @Override
    public FileTime creationTime() {
        return basic.creationTime();
    }

    @Override
    public boolean isRegularFile() {
        return basic.isRegularFile();
    }

    @Override
    public boolean isDirectory() {
        return basic.isDirectory();
    }

    @Override
    public boolean isSymbolicLink() {
        return basic.isSymbolicLink();
    }

    @Override
    public boolean isOther() {
        return basic.isOther();
    }

    @Override
    public long size() {
        return basic.size();
    }

    @Override
    public @Nullable Object fileKey() {
        return basic.fileKey();
    }

    private record DeviceAttributes(String path) implements BasicFileAttributes {

        private static final FileTime NO_TIME = FileTime.from(Instant.EPOCH);

        @Override
        public FileTime lastModifiedTime() {
            return NO_TIME;
        }

        @Override
        public FileTime lastAccessTime() {
            return NO_TIME;
        }

        @Override
        public FileTime creationTime() {
            return NO_TIME;
        }

        @Override
        public boolean isRegularFile() {
            return false;
        }

        @Override
        public boolean isDirectory() {
            return false;
        }

        @Override
        public boolean isSymbolicLink() {
            return false;
        }

        @Override
        public boolean isOther() {
            return true;
        }

        @Override
        public long size() {
            return 0;
        }

        @Override
        public Object fileKey() {
            return path;
        }
    }
}
