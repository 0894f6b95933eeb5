package dev.statelab.lab.container.files;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JDK's door to a container's files; what stands behind it is in {@link Opening}, {@link Entries} and {@link Inodes}. */
final class ContainerFileSystemProvider extends FileSystemProvider {

    private final ContainerFileSystem fileSystem;
    private final Opening opening;
    private final Entries entries;
    private final Inodes inodes;

    ContainerFileSystemProvider(ContainerFileSystem fileSystem) {
        this.fileSystem = fileSystem;
        PathWalk walk = new PathWalk(fileSystem.mounts(), fileSystem.user());
        this.inodes = new Inodes(fileSystem, walk);
        this.opening = new Opening(fileSystem, walk);
        this.entries = new Entries(fileSystem, walk);
    }

    /** Where the path leads; the path is one of this file system. */
    private ContainerPath own(Path path) {
        fileSystem.checkOpen();
        if (path instanceof ContainerPath own && own.getFileSystem() == fileSystem) {
            return own;
        }
        throw new ProviderMismatchException(path.toString());
    }

    ContainerPath realPath(ContainerPath path, LinkOption... options) throws IOException {
        Place place = inodes.existing(own(path), follows(options));
        return ContainerPath.absolute(fileSystem, place.names());
    }

    static boolean follows(LinkOption... options) {
        return options.length == 0;
    }

    @Override
    public String getScheme() {
        return "container";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
        throw new UnsupportedOperationException("a container's file system is made with the container");
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return fileSystem;
    }

    @Override
    public Path getPath(URI uri) {
        return fileSystem.getPath(uri.getPath());
    }

    @Override
    public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options,
            FileAttribute<?>... attributes) throws IOException {
        return opening.open(own(path), options, attributes);
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return opening.openFile(own(path), options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        return entries.list(own(folder), filter);
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        entries.createFolder(own(folder), attributes);
    }

    @Override
    public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes) throws IOException {
        entries.createLink(own(link), target.toString());
    }

    @Override
    public Path readSymbolicLink(Path link) throws IOException {
        return fileSystem.getPath(inodes.linkTarget(own(link)));
    }

    @Override
    public void delete(Path path) throws IOException {
        entries.delete(own(path));
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        new Copying(this, entries).copy(own(source), own(target), Set.of(options));
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        new Copying(this, entries).move(own(source), own(target), Set.of(options));
    }

    @Override
    public boolean isSameFile(Path path, Path other) throws IOException {
        return path.equals(other) || inodes.existing(own(path), true).real()
                .equals(inodes.existing(own(other), true).real());
    }

    @Override
    public boolean isHidden(Path path) {
        return !path.toString().isEmpty() && String.valueOf(path.getFileName()).startsWith(".");
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        Place place = inodes.existing(own(path), true);
        return Files.getFileStore(place.real());
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        inodes.checkAccess(own(path), modes);
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(Path path, Class<V> type,
            LinkOption... options) {
        InodeView view = new InodeView(inodes, own(path), follows(options));
        return type.isInstance(view) ? type.cast(view) : null;
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        if (!type.isAssignableFrom(PosixFileAttributes.class)) {
            throw new UnsupportedOperationException("attributes of " + type);
        }
        return type.cast(inodes.read(own(path), follows(options)));
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
            throws IOException {
        return AttributeNames.read(inodes.read(own(path), follows(options)), attributes);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        AttributeNames.set(new InodeView(inodes, own(path), follows(options)), attribute, value);
    }
}
