package dev.statelab.lab.state;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.statelab.lab.api.store.FileJournal;
import dev.statelab.lab.api.store.ObjectStore;
import dev.statelab.lab.api.store.SavedObjects;
import dev.statelab.lab.container.FileTree;
import dev.statelab.lab.container.Volume;
import dev.statelab.lab.time.LabClock;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Supplier;

/**
 * The folder of one running cluster, and what is kept in it.
 *
 * <ul>
 * <li>{@code format}: which version of this list the folder follows
 * <li>{@code lock}: locked while a cluster uses the folder
 * <li>{@code objects.journal}: all objects, and each change of them ({@link FileJournal})
 * <li>{@code secrets/}: tokens and keys, a file each
 * <li>{@code disk/}: the node's disk, with the persistent volumes
 * <li>{@code pods/}: volumes that live as long as their pods
 * <li>{@code containers/}: the containers' own files, never kept
 * </ul>
 *
 * A temporary folder has the same places, but nothing is written that only another cluster would read. It is in memory:
 * nobody else needs it, and a disk takes more time to make and to delete a container's files than the cluster takes for
 * everything else.
 */
public final class LabFolder implements AutoCloseable {

    private static final String FORMAT = "statelab lab state 1";

    /** Most files are small: a text of {@code /etc}, a token. */
    private static final int BLOCK_BYTES = 1024;

    private final Path folder;
    private final Closeable held;
    private final boolean kept;

    /** @param held for as long as the folder is used */
    private LabFolder(Path folder, Closeable held, boolean kept) {
        this.folder = folder;
        this.held = held;
        this.kept = kept;
    }

    /**
     * A folder that goes when it is closed.
     *
     * @param capacity how many bytes its files may have together; more is refused as on a full disk
     */
    public static LabFolder temporary(long capacity) {
        FileSystem memory = Jimfs.newFileSystem(Configuration.unix().toBuilder().setMaxSize(capacity)
                .setBlockSize(BLOCK_BYTES).setMaxCacheSize(0).build());
        return new LabFolder(memory.getPath("/"), memory, false);
    }

    /**
     * A folder that stays, with what an earlier cluster left in it.
     *
     * @param existing empty, or of an earlier cluster
     * @throws StateException where it is in use, of another format, or not to be written
     */
    public static LabFolder kept(Path existing) {
        try {
            checkFormat(existing);
            FolderLock lock = FolderLock.take(existing).orElseThrow(() -> new StateException(
                    "The state in " + existing + " is in use by another lab cluster" + FolderLock.holder(existing)
                            .map(pid -> " (process " + pid + ")").orElse("")
                            + ": end that one first, or choose another folder."));
            if (!Files.exists(existing.resolve("format"))) {
                Volume.checkKeepsOwnership(existing);
                Files.writeString(existing.resolve("format"), FORMAT + "\n");
            }
            FileTree.delete(existing.resolve("containers"));
            return new LabFolder(existing, lock, true);
        } catch (IOException refused) {
            throw new StateException("The folder " + existing + " cannot hold the state of a lab cluster", refused);
        }
    }

    private static void checkFormat(Path existing) throws IOException {
        try {
            String found = Files.readString(existing.resolve("format")).strip();
            if (!found.equals(FORMAT)) {
                throw new StateException("The state in " + existing + " was written by another version of StateLab: its"
                        + " format is \"" + found + "\", this version reads \"" + FORMAT
                        + "\". Use that version, or choose another folder.");
            }
        } catch (NoSuchFileException _) {
            try (var inside = Files.list(existing)) {
                if (inside.anyMatch(file -> !file.endsWith(FolderLock.FILE))) {
                    throw new StateException(
                            "The folder " + existing + " is not empty, and what is in it is no state of"
                                    + " a lab cluster. Choose an empty folder, or one that a lab cluster has made.");
                }
            }
        }
    }

    /** What an earlier cluster left; nothing in a temporary folder. */
    public SavedObjects savedObjects() {
        if (!kept) {
            return SavedObjects.NONE;
        }
        try {
            return SavedObjects.read(folder.resolve("objects.journal"));
        } catch (IOException unreadable) {
            throw new StateException("The state in " + folder + " cannot be read", unreadable);
        }
    }

    /**
     * A store that begins with these objects.
     *
     * @param clock says when a change happened
     */
    public ObjectStore store(SavedObjects saved, LabClock clock) {
        if (!kept) {
            return new ObjectStore(ObjectStore.USUAL_HISTORY);
        }
        try {
            return ObjectStore.restored(saved, FileJournal.begin(folder.resolve("objects.journal"), saved, clock));
        } catch (IOException refused) {
            throw new StateException("The state in " + folder + " cannot be written", refused);
        }
    }

    /**
     * A text that only the cluster knows, the same each time it starts.
     *
     * @param name of one secret, as a file name
     * @param maker makes it when it is asked for first
     */
    public String secret(String name, Supplier<String> maker) {
        if (!kept) {
            return maker.get();
        }
        Path file = folder.resolve("secrets").resolve(name);
        try {
            if (!Files.exists(file)) {
                Path unfinished = Files.createTempFile(FileTree.make(folder.resolve("secrets")), name, ".part");
                Files.writeString(unfinished, maker.get());
                move(unfinished, file);
            }
            return Files.readString(file);
        } catch (IOException refused) {
            throw new StateException("The secret " + file + " cannot be kept", refused);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException _) {
            Files.move(from, to);
        }
    }

    /** The node's disk. */
    public Path disk() {
        return FileTree.make(folder.resolve("disk"));
    }

    /** For the volumes that go with their pods. */
    public Path pods() {
        return FileTree.make(folder.resolve("pods"));
    }

    /** For the containers' own files. */
    public Path containers() {
        return FileTree.make(folder.resolve("containers"));
    }

    /** The volume in a folder inside this one: what it knows of its files is kept as long as they are. */
    public Volume volume(Path inside) {
        return kept ? Volume.durable(inside) : new Volume(inside);
    }

    /** Deletes what nobody needs any more. */
    @Override
    public void close() {
        try (held) {
            if (kept) {
                FileTree.delete(folder.resolve("containers"));
            }
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }
}
