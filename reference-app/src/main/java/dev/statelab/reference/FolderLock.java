package dev.statelab.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The right to write in a folder: one thread at a time, over all processes and all applications of a process.
 *
 * <p>Processes exclude each other by a lock on the folder's file {@code .lock}, which the system drops when a process dies.
 * Such a lock belongs to the whole process, and closing any channel on the file gives it up. So the threads of a process
 * first take turns, per real folder; that needs the one static table here.
 */
final class FolderLock implements AutoCloseable {

    private static final ConcurrentMap<Object, Turns> TURNS = new ConcurrentHashMap<>();

    private final Object folderKey;
    private final ReentrantLock turn;
    private final FileChannel channel;

    private FolderLock(Object folderKey, ReentrantLock turn, FileChannel channel) {
        this.folderKey = folderKey;
        this.turn = turn;
        this.channel = channel;
    }

    /** Those who use or await a folder now; the table forgets a folder that nobody uses. */
    private record Turns(ReentrantLock lock, int users) {}

    /** Waits for the right to write, for as long as others have it. Who gets it must close it in the same thread. */
    static FolderLock acquire(Path folder) throws StorageException {
        Object folderKey = keyOf(folder);
        ReentrantLock turn = join(folderKey);
        boolean acquired = false;
        try {
            turn.lockInterruptibly();
            FolderLock lock = new FolderLock(folderKey, turn, lockedChannel(folder));
            acquired = true;
            return lock;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new StorageException("stopped while waiting to write in " + folder, folder);
        } finally {
            if (!acquired) {
                leave(folderKey, turn);
            }
        }
    }

    void requireHeld() {
        if (!turn.isHeldByCurrentThread()) {
            throw new IllegalStateException("writing needs the folder's lock");
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            leave(folderKey, turn);
        }
    }

    private static Object keyOf(Path folder) throws StorageException {
        try {
            Object fileKey = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
            return fileKey == null ? folder.toRealPath().toUri() : fileKey;
        } catch (IOException failed) {
            throw StorageException.cannot("write in", folder, failed);
        }
    }

    private static ReentrantLock join(Object folderKey) {
        return TURNS.compute(
                folderKey,
                (key, turns) -> turns == null
                        ? new Turns(new ReentrantLock(true), 1)
                        : new Turns(turns.lock(), turns.users() + 1))
                .lock();
    }

    private static void leave(Object folderKey, ReentrantLock turn) {
        if (turn.isHeldByCurrentThread()) {
            turn.unlock();
        }
        TURNS.computeIfPresent(
                folderKey,
                (key, turns) -> turns.users() == 1 ? null : new Turns(turns.lock(), turns.users() - 1));
    }

    private static FileChannel lockedChannel(Path folder) throws StorageException {
        Path file = folder.resolve(".lock");
        try {
            FileChannel channel = open(file);
            try {
                channel.lock();
                return channel;
            } catch (IOException | RuntimeException failed) {
                channel.close();
                throw failed;
            }
        } catch (IOException failed) {
            throw StorageException.cannot("write in", Files.exists(file) ? file : folder, failed);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
            // A pod that runs as another user may get the same volume later.
            Ownership.permit(file, PosixFilePermissions.fromString("rw-rw-rw-"));
            return channel;
        } catch (FileAlreadyExistsException usual) {
            return FileChannel.open(file, StandardOpenOption.WRITE);
        }
    }
}
