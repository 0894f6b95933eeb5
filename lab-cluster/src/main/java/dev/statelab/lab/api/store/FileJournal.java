package dev.statelab.lab.api.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.time.LabClock;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A journal in a file, a line for each change ({@link JournalRecord}).
 *
 * <p>A change is given to the operating system before it is answered, so that it outlives this process however that ends.
 * It is not forced onto the disk: a machine that loses its power may lose the last seconds of a lab, which a write that
 * waits for the disk at each status of each pod is not worth. The whole file is forced onto the disk when it replaces
 * another one.
 *
 * <p>Written by {@code RandomAccessFile}, because a channel is closed when a thread that uses it is interrupted.
 */
public final class FileJournal implements Journal {

    private static final long ALWAYS_SHORT = 16 << 20;
    private static final long LONG_FACTOR = 4;

    private final Path path;
    private final LabClock clock;
    private RandomAccessFile file;
    private long length;
    private long longAt;

    private FileJournal(Path path, LabClock clock, RandomAccessFile file) {
        this.path = path;
        this.clock = clock;
        this.file = file;
    }

    /** Replaces what was saved by the same in the shortest form, and goes on from there. */
    public static FileJournal begin(Path path, SavedObjects saved, LabClock clock) throws IOException {
        Path snapshot = write(path, saved.revision(), clock.now(), saved.objects());
        Files.move(snapshot, path, StandardCopyOption.REPLACE_EXISTING);
        FileJournal journal = new FileJournal(path, clock, new RandomAccessFile(path.toFile(), "rw"));
        journal.continueAtEnd();
        return journal;
    }

    @Override
    public void append(ResourceType type, Change change) throws IOException {
        byte[] written = JournalRecord.of(type, change, clock.now());
        file.seek(length);
        try {
            file.write(written);
        } catch (IOException full) {
            file.setLength(length);
            throw full;
        }
        length += written.length;
    }

    @Override
    public boolean isLong() {
        return length > longAt;
    }

    @Override
    public void replace(long revision, Map<ResourceType, List<ObjectNode>> objects) throws IOException {
        // Whatever comes of it, it is not tried again at once.
        longAt = length * LONG_FACTOR;
        Path snapshot = write(path, revision, clock.now(), objects);
        RandomAccessFile next = new RandomAccessFile(snapshot.toFile(), "rw");
        Files.move(snapshot, path, StandardCopyOption.REPLACE_EXISTING);
        file.close();
        file = next;
        continueAtEnd();
    }

    private void continueAtEnd() throws IOException {
        length = file.length();
        longAt = Math.max(ALWAYS_SHORT, length * LONG_FACTOR);
    }

    private static Path write(Path path, long revision, Instant at, Map<ResourceType, List<ObjectNode>> objects)
            throws IOException {
        Path snapshot = path.resolveSibling(path.getFileName() + ".part");
        Files.deleteIfExists(snapshot);
        try (FileOutputStream file = new FileOutputStream(snapshot.toFile());
                OutputStream out = new BufferedOutputStream(file)) {
            for (var ofType : objects.entrySet()) {
                for (ObjectNode object : ofType.getValue()) {
                    out.write(JournalRecord.of(revision, at, ofType.getKey(), object));
                }
            }
            out.write(JournalRecord.of(revision, at));
            out.flush();
            file.getFD().sync();
            return snapshot;
        } catch (IOException refused) {
            Files.deleteIfExists(snapshot);
            throw refused;
        }
    }

    @Override
    public void close() {
        try {
            file.getFD().sync();
            file.close();
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }
}
