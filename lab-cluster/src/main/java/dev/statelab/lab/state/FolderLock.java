package dev.statelab.lab.state;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says that a folder is in use, for as long as this process lives: the operating system drops the lock also when the
 * process is killed.
 */
final class FolderLock implements Closeable {

    static final String FILE = "lock";

    /**
     * Of this process. On Linux a process loses its lock on a file when it closes that file anywhere, so a folder of its
     * own must not even be tried.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final RandomAccessFile file;

    private FolderLock(Path folder, RandomAccessFile file) {
        this.folder = folder;
        this.file = file;
    }

    /** Empty where somebody else has it. */
    static Optional<FolderLock> take(Path folder) throws IOException {
        Path real = folder.toRealPath();
        if (!HELD.add(real)) {
            return Optional.empty();
        }
        Optional<FolderLock> taken = Optional.empty();
        try {
            taken = lock(real);
            return taken;
        } finally {
            if (taken.isEmpty()) {
                HELD.remove(real);
            }
        }
    }

    private static Optional<FolderLock> lock(Path folder) throws IOException {
        RandomAccessFile file = new RandomAccessFile(folder.resolve(FILE).toFile(), "rw");
        boolean taken = false;
        try {
            taken = file.getChannel().tryLock() != null;
            if (!taken) {
                return Optional.empty();
            }
            file.setLength(0);
            file.write((ProcessHandle.current().pid() + "\n").getBytes(US_ASCII));
            return Optional.of(new FolderLock(folder, file));
        } catch (OverlappingFileLockException _) {
            return Optional.empty();
        } finally {
            if (!taken) {
                file.close();
            }
        }
    }

    /** The process that has it, or had it last; empty where that is not known. */
    static Optional<Long> holder(Path folder) {
        try {
            return Optional.of(Long.parseLong(Files.readString(folder.resolve(FILE), US_ASCII).strip()));
        } catch (IOException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
        HELD.remove(folder);
    }
}
