package dev.statelab.reference;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

/**
 * A file whose content is replaced as a whole: a reader sees the old or the new content, never a part, and once a write
 * has returned, the new content survives the death of the process and of the machine.
 */
final class DurableFile {

    private final Path path;
    private final Path folder;

    /** @param path absolute, and not the root */
    DurableFile(Path path) {
        this.path = path;
        this.folder = Objects.requireNonNull(path.getParent());
    }

    Path path() {
        return path;
    }

    boolean exists() {
        return Files.exists(path);
    }

    /**
     * The content; empty when there is no such file.
     *
     * @param limit the most bytes that make sense; a longer file is a {@link StorageException}
     */
    Optional<byte[]> read(int limit) throws StorageException {
        try (InputStream content = Files.newInputStream(path)) {
            byte[] bytes = content.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new StorageException("%s holds more than %d bytes".formatted(path, limit), path);
            }
            return Optional.of(bytes);
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException failed) {
            throw StorageException.cannot("read", path, failed);
        }
    }

    /**
     * Waits for the right to write this file, to be held from reading the old content to having written the new.
     *
     * <p>A folder that anybody may write lets anybody replace anybody's files. What counts here are the permissions of the
     * file itself, so that a file that an init container made and did not give away cannot be written.
     */
    FolderLock lock() throws StorageException {
        try {
            FileChannel.open(path, StandardOpenOption.WRITE).close();
        } catch (NoSuchFileException absent) {
            return FolderLock.acquire(folder);
        } catch (IOException failed) {
            throw StorageException.cannot("write", path, failed);
        }
        return FolderLock.acquire(folder);
    }

    /**
     * Makes the file, or gives it a new content and keeps its mode.
     *
     * @param lock from {@link #lock}, still held
     */
    void replace(FolderLock lock, byte[] content) throws StorageException {
        lock.requireHeld();
        Path fresh = folder.resolve("." + path.getFileName() + ".new");
        try (FileChannel channel = create(fresh)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            Optional<Ownership> old = Ownership.of(path);
            if (old.isPresent()) {
                old.get().copyTo(fresh);
            }
            channel.force(true);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
            flushFolder();
        } catch (IOException failed) {
            throw StorageException.cannot("write", path, failed);
        }
    }

    private FileChannel create(Path fresh) throws StorageException {
        try {
            // What a killed process left behind may belong to another user.
            Files.deleteIfExists(fresh);
            return FileChannel.open(fresh, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        } catch (IOException failed) {
            throw StorageException.cannot("write in", folder, failed);
        }
    }

    private void flushFolder() throws IOException {
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }
}
