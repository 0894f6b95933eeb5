package dev.statelab.reference;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** A file that holds one whole number, as {@code echo 0 > FILE} makes it. */
final class NumberFile {

    private static final int LONGEST = 64;

    private final DurableFile file;

    NumberFile(DurableFile file) {
        this.file = file;
    }

    Path path() {
        return file.path();
    }

    boolean exists() {
        return file.exists();
    }

    /** Empty when there is no such file; a {@link StorageException} when it holds something else than a number. */
    OptionalLong read() throws StorageException {
        Optional<byte[]> content = file.read(LONGEST);
        return content.isEmpty() ? OptionalLong.empty() : OptionalLong.of(parse(content.get()));
    }

    private long parse(byte[] content) throws StorageException {
        String text = new String(content, StandardCharsets.UTF_8).strip();
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            throw new StorageException(
                    "%s must hold a whole number, but holds \"%s\"; write 0 into it".formatted(path(), text),
                    path());
        }
    }

    FolderLock lock() throws StorageException {
        return file.lock();
    }

    void write(FolderLock lock, long number) throws StorageException {
        file.replace(lock, (number + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** The number after this one. */
    long next(long number) throws StorageException {
        if (number == Long.MAX_VALUE) {
            throw new StorageException("%s cannot count beyond %d".formatted(path(), number), path());
        }
        return number + 1;
    }
}
