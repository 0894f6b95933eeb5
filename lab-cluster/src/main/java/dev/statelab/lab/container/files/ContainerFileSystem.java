package dev.statelab.lab.container.files;

import dev.statelab.lab.container.UserIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channel;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files of one container as one process of it sees them. Paths that are not absolute start at the root. Once closed,
 * nothing of the process reaches a file any more: its open channels are closed, and every operation fails.
 */
public final class ContainerFileSystem extends FileSystem {

    private static final int PRUNE_AT = 64;

    private final Mounts mounts;
    private final UserIds user;
    private final ContainerFileSystemProvider provider;
    private final Set<Channel> openChannels = ConcurrentHashMap.newKeySet();
    private volatile boolean open = true;

    public ContainerFileSystem(Mounts mounts, UserIds user) {
        this.mounts = mounts;
        this.user = user;
        this.provider = new ContainerFileSystemProvider(this);
    }

    Mounts mounts() {
        return mounts;
    }

    UserIds user() {
        return user;
    }

    void checkOpen() {
        if (!open) {
            throw new ClosedFileSystemException();
        }
    }

    <C extends Channel> C track(C channel) throws IOException {
        if (openChannels.size() >= PRUNE_AT) {
            openChannels.removeIf(known -> !known.isOpen());
        }
        openChannels.add(channel);
        if (!open) {
            channel.close();
            throw new ClosedFileSystemException();
        }
        return channel;
    }

    @Override
    public ContainerFileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() {
        open = false;
        for (Channel channel : openChannels) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException("a file of a container could not be closed", e);
            }
        }
        openChannels.clear();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isReadOnly() {
        return mounts.place(List.of()).mount().readOnly();
    }

    @Override
    public String getSeparator() {
        return "/";
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(ContainerPath.absolute(this, List.of()));
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic", "owner", "posix", "unix");
    }

    @Override
    public Path getPath(String first, String... more) {
        StringBuilder text = new StringBuilder(first);
        for (String part : more) {
            if (!part.isEmpty()) {
                text.append(text.isEmpty() ? "" : "/").append(part);
            }
        }
        return ContainerPath.parse(this, text.toString());
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher(syntaxAndPattern);
        return path -> matcher.matches(Path.of(path.toString()));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        return Principals.LOOKUP;
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException("watching folders");
    }
}
