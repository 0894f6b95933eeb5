package dev.statelab.lab.container.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Set;

/** Copies files, and moves them: by renaming, or by copying where source and target are on different mounts. */
record Copying(ContainerFileSystemProvider provider, Entries entries) {

    void move(ContainerPath source, ContainerPath target, Set<CopyOption> options) throws IOException {
        if (entries.rename(source, target, options.toArray(CopyOption[]::new))) {
            return;
        }
        if (options.contains(StandardCopyOption.ATOMIC_MOVE)) {
            throw new AtomicMoveNotSupportedException(source.toString(), target.toString(),
                    "Invalid cross-device link");
        }
        if (isFilledFolder(source)) {
            throw new DirectoryNotEmptyException(source.toString());
        }
        Inode inode = read(source);
        copyEntry(source, target, inode, options.contains(StandardCopyOption.REPLACE_EXISTING));
        keepAttributes(target, inode);
        entries.delete(source);
    }

    void copy(ContainerPath source, ContainerPath target, Set<CopyOption> options) throws IOException {
        ContainerPath from = options.contains(LinkOption.NOFOLLOW_LINKS) ? source : provider.realPath(source);
        if (Files.exists(target) && provider.isSameFile(source, target)) {
            return;
        }
        Inode inode = read(from);
        copyEntry(from, target, inode, options.contains(StandardCopyOption.REPLACE_EXISTING));
        if (options.contains(StandardCopyOption.COPY_ATTRIBUTES)) {
            keepAttributes(target, inode);
        }
    }

    private static Inode read(ContainerPath path) throws IOException {
        return (Inode) Files.readAttributes(path, PosixFileAttributes.class,
                LinkOption.NOFOLLOW_LINKS);
    }

    private void copyEntry(ContainerPath source, ContainerPath target, Inode inode, boolean replace)
            throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            if (!replace) {
                throw new FileAlreadyExistsException(target.toString());
            }
            entries.delete(target);
        }
        if (inode.isDirectory()) {
            entries.createFolder(target);
        } else if (inode.isSymbolicLink()) {
            entries.createLink(target, Files.readSymbolicLink(source).toString());
        } else {
            try (InputStream in = Files.newInputStream(source); OutputStream out = Files.newOutputStream(target)) {
                in.transferTo(out);
            }
        }
    }

    private void keepAttributes(ContainerPath target, Inode inode) throws IOException {
        if (inode.isSymbolicLink()) {
            return;
        }
        Files.setLastModifiedTime(target, inode.lastModifiedTime());
        Files.setPosixFilePermissions(target, inode.permissions());
        if (target.getFileSystem().user().uid() == 0) {
            Files.setAttribute(target, "unix:uid", inode.ownership().uid());
            Files.setAttribute(target, "unix:gid", inode.ownership().gid());
        }
    }

    private static boolean isFilledFolder(Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(path)) {
            return listing.iterator().hasNext();
        }
    }
}
