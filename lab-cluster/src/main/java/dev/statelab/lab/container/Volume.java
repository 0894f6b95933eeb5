package dev.statelab.lab.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A folder of real files, and what this machine's file system cannot hold for an ordinary user: who owns each of them,
 * by UID and GID, and its mode. Several containers may use one volume at a time, and one after the other.
 *
 * <p>A new volume's root belongs to root and is open to everyone (0777), as the local-path provisioner makes it. A file
 * that came into the folder by another way than a container or this class belongs to root.
 */
public final class Volume {

    private static final int SHARED_FILE = 0660;
    private static final int SHARED_FOLDER = Ownership.SET_GROUP | 0770;

    private final Path folder;
    private final ReentrantLock lock = new ReentrantLock();
    private final FileLocks locks = new FileLocks();
    private final FileOwners owners;
    private Optional<Filling> toFill = Optional.empty();

    /** Puts into a volume what is to be there from the beginning. */
    @FunctionalInterface
    public interface Filling {
        void fill(Volume volume) throws IOException;
    }

    /**
     * A volume whose ownerships are forgotten with this object.
     *
     * @param folder exists already
     */
    public Volume(Path folder) {
        this(folder, false);
    }

    private Volume(Path folder, boolean durable) {
        this.folder = folder;
        this.owners = new FileOwners(folder, durable, lock);
    }

    /**
     * A volume that is filled when somebody first looks into it through a mount: most containers never look at most of
     * what they could see.
     *
     * @param folder exists already
     */
    public static Volume filledWhenUsed(Path folder, Filling filling) {
        Volume volume = new Volume(folder);
        volume.toFill = Optional.of(filling);
        return volume;
    }

    /** Fills it, unless that has been done. */
    public void use() {
        lock.lock();
        try {
            Optional<Filling> filling = toFill;
            toFill = Optional.empty();
            if (filling.isPresent()) {
                filling.get().fill(this);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " could not be filled", e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * A volume that keeps ownerships with its files ({@link OwnershipAttribute}), for the next one in the same folder. A
     * file without was being made when this machine or this program was stopped; it belongs to whom its folder belongs.
     *
     * @param folder exists already
     */
    public static Volume durable(Path folder) {
        return new Volume(folder, true);
    }

    /** @throws IOException where files in this folder cannot keep their ownerships */
    public static void checkKeepsOwnership(Path folder) throws IOException {
        OwnershipAttribute.check(folder);
    }

    public Path folder() {
        return folder;
    }

    /** The locks that processes hold on the volume's files. */
    public FileLocks locks() {
        return locks;
    }

    /** A change of files together with their ownership. */
    @FunctionalInterface
    public interface Change<T> {
        T apply() throws IOException;
    }

    /** Makes a change that nobody sees half done. */
    public <T> T atomically(Change<T> change) throws IOException {
        lock.lock();
        try {
            return change.apply();
        } finally {
            lock.unlock();
        }
    }

    /** @param file a real path in the volume's folder, or the folder */
    public Ownership ownership(Path file) {
        return owners.of(file);
    }

    /** @param file a real path in the volume's folder, or the folder */
    public void setOwnership(Path file, Ownership ownership) {
        owners.set(file, ownership);
    }

    /** The file, with all that was in it, has been deleted. */
    public void deleted(Path file) {
        owners.deleted(file);
    }

    /** The file, with all that is in it, has another name now; what had that name before is gone. */
    public void renamed(Path from, Path to) {
        owners.renamed(from, to);
    }

    /**
     * Writes a file from outside any container, as the kubelet does for a ConfigMap. Missing folders on the way are
     * made, root's with mode 0755.
     *
     * @param path relative to the volume's root
     */
    public void write(String path, byte[] content, Ownership ownership) throws IOException {
        atomically(() -> {
            Path file = inFolder(path);
            makeFoldersTo(file);
            Files.write(file, content);
            setOwnership(file, ownership);
            return file;
        });
    }

    /**
     * Makes a folder from outside any container, unless it is there.
     *
     * @param path relative to the volume's root
     * @return where it really is
     */
    public Path makeFolder(String path, Ownership ownership) throws IOException {
        return atomically(() -> {
            Path made = inFolder(path);
            if (!Files.isDirectory(made)) {
                makeFoldersTo(made);
                Files.createDirectory(made);
                setOwnership(made, ownership);
            }
            return made;
        });
    }

    /**
     * Gives everything in the volume to a group that may read and write it, as the kubelet does for a pod's
     * {@code fsGroup}; what is made in the volume's folders later belongs to that group, too. A link keeps its mode.
     */
    public void giveToGroup(long gid) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        atomically(() -> {
            for (Path file : all) {
                Ownership old = ownership(file);
                setOwnership(file, new Ownership(old.uid(), gid, old.mode() | shared(file)));
            }
            return folder;
        });
    }

    /** Whether the volume's root looks as if it had been given to the group. */
    public boolean isGivenToGroup(long gid) {
        Ownership root = ownership(folder);
        return root.gid() == gid && root.has(SHARED_FOLDER);
    }

    private static int shared(Path file) {
        if (Files.isSymbolicLink(file)) {
            return 0;
        }
        return Files.isDirectory(file) ? SHARED_FOLDER : SHARED_FILE;
    }

    private void makeFoldersTo(Path file) throws IOException {
        Path way = folder.relativize(file);
        for (int depth = 1; depth < way.getNameCount(); depth++) {
            Path made = folder.resolve(way.subpath(0, depth));
            if (!Files.exists(made, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(made);
                setOwnership(made, FileOwners.UNKNOWN_FOLDER);
            }
        }
    }

    /** The real path; a link that a container left on the way is not followed out of the volume. */
    private Path inFolder(String path) throws IOException {
        Path file = folder.resolve(path).normalize();
        if (!file.startsWith(folder)) {
            throw new FileSystemException(path, null, "leads out of the volume");
        }
        Path way = folder.relativize(file);
        for (int depth = 1; depth <= way.getNameCount(); depth++) {
            if (Files.isSymbolicLink(folder.resolve(way.subpath(0, depth)))) {
                throw new FileSystemException(path, null, "leads over a symbolic link");
            }
        }
        return file;
    }
}
