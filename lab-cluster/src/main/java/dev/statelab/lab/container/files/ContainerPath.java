package dev.statelab.lab.container.files;

import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Unix path in a container. */
final class ContainerPath implements Path {

    private final ContainerFileSystem fileSystem;
    private final boolean absolute;
    private final List<String> names;

    private ContainerPath(ContainerFileSystem fileSystem, boolean absolute, List<String> names) {
        this.fileSystem = fileSystem;
        this.absolute = absolute;
        this.names = List.copyOf(names);
    }

    static ContainerPath parse(ContainerFileSystem fileSystem, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new InvalidPathException(text, "Nul character not allowed");
        }
        boolean absolute = text.startsWith("/");
        List<String> names = new ArrayList<>();
        for (String name : text.split("/", -1)) {
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return new ContainerPath(fileSystem, absolute, names.isEmpty() && !absolute ? List.of("") : names);
    }

    static ContainerPath absolute(ContainerFileSystem fileSystem, List<String> names) {
        return new ContainerPath(fileSystem, true, names);
    }

    /** The names from the root on; of the empty path none. */
    List<String> names() {
        return isEmpty() ? List.of() : names;
    }

    private boolean isEmpty() {
        return !absolute && names.size() == 1 && names.getFirst().isEmpty();
    }

    private ContainerPath same(Path other) {
        if (other instanceof ContainerPath path) {
            return path;
        }
        throw new ProviderMismatchException(other.toString());
    }

    private ContainerPath relative(List<String> some) {
        return new ContainerPath(fileSystem, false, some.isEmpty() ? List.of("") : some);
    }

    @Override
    public ContainerFileSystem getFileSystem() {
        return fileSystem;
    }

    @Override
    public boolean isAbsolute() {
        return absolute;
    }

    @Override
    public @Nullable Path getRoot() {
        return absolute ? new ContainerPath(fileSystem, true, List.of()) : null;
    }

    @Override
    public @Nullable Path getFileName() {
        return names.isEmpty() ? null : relative(List.of(names.getLast()));
    }

    @Override
    public @Nullable Path getParent() {
        if (names.isEmpty() || (!absolute && names.size() == 1)) {
            return null;
        }
        return new ContainerPath(fileSystem, absolute, names.subList(0, names.size() - 1));
    }

    @Override
    public int getNameCount() {
        return names.size();
    }

    @Override
    public Path getName(int index) {
        return subpath(index, index + 1);
    }

    @Override
    public Path subpath(int beginIndex, int endIndex) {
        if (beginIndex < 0 || endIndex > names.size() || beginIndex >= endIndex) {
            throw new IllegalArgumentException("no names %d to %d in %s".formatted(beginIndex, endIndex, this));
        }
        return relative(names.subList(beginIndex, endIndex));
    }

    @Override
    public boolean startsWith(Path other) {
        return other instanceof ContainerPath path && path.fileSystem == fileSystem && path.absolute == absolute
                && path.names.size() <= names.size() && names.subList(0, path.names.size()).equals(path.names);
    }

    @Override
    public boolean endsWith(Path other) {
        if (!(other instanceof ContainerPath path) || path.fileSystem != fileSystem) {
            return false;
        }
        if (path.absolute) {
            return equals(path);
        }
        int from = names.size() - path.names.size();
        return from >= 0 && names.subList(from, names.size()).equals(path.names);
    }

    @Override
    public Path normalize() {
        List<String> kept = new ArrayList<>();
        for (String name : names()) {
            if (name.equals("..") && !kept.isEmpty() && !kept.getLast().equals("..")) {
                kept.removeLast();
            } else if (!name.equals(".") && !(name.equals("..") && absolute)) {
                kept.add(name);
            }
        }
        return absolute ? new ContainerPath(fileSystem, true, kept) : relative(kept);
    }

    @Override
    public Path resolve(Path other) {
        ContainerPath path = same(other);
        if (path.absolute || isEmpty()) {
            return path;
        }
        List<String> all = new ArrayList<>(names);
        all.addAll(path.names());
        return new ContainerPath(fileSystem, absolute, all);
    }

    @Override
    public Path relativize(Path other) {
        ContainerPath path = same(other);
        if (absolute != path.absolute) {
            throw new IllegalArgumentException("one of %s and %s is absolute, the other not".formatted(this, other));
        }
        List<String> from = names();
        List<String> to = path.names();
        int common = 0;
        while (common < from.size() && common < to.size() && from.get(common).equals(to.get(common))) {
            common++;
        }
        List<String> way = new ArrayList<>();
        for (int i = common; i < from.size(); i++) {
            way.add("..");
        }
        way.addAll(to.subList(common, to.size()));
        return relative(way);
    }

    @Override
    public URI toUri() {
        return URI.create("container:" + toAbsolutePath().toString().replace("%", "%25").replace(" ", "%20"));
    }

    @Override
    public ContainerPath toAbsolutePath() {
        return absolute ? this : new ContainerPath(fileSystem, true, names());
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        return fileSystem.provider().realPath(this, options);
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException("watching folders");
    }

    @Override
    public int compareTo(Path other) {
        return toString().compareTo(same(other).toString());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ContainerPath path && path.fileSystem == fileSystem && path.absolute == absolute
                && path.names.equals(names);
    }

    @Override
    public int hashCode() {
        return names.hashCode() + (absolute ? 1 : 0);
    }

    @Override
    public String toString() {
        return (absolute ? "/" : "") + String.join("/", names);
    }
}
