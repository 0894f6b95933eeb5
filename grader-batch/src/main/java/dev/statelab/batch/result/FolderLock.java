package dev.statelab.batch.result;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Keeps a second batch out of a folder. The system lets go of it when the process ends, however that happens. */
final class FolderLock implements AutoCloseable {

    private static final String NAME = ".lock";

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Makes the folder when it is not there. */
    static FolderLock of(Path folder) {
        FileChannel channel;
        try {
            if (Files.exists(folder) && !Files.isDirectory(folder)) {
                throw new ResultsException(folder + " is a file: name a folder for the results.");
            }
            Files.createDirectories(folder);
            channel = FileChannel.open(folder.resolve(NAME), CREATE, WRITE);
        } catch (IOException e) {
            throw ResultsFolder.unusable(folder, e);
        }
        try {
            FileLock held = channel.tryLock();
            if (held != null) {
                return new FolderLock(folder, channel);
            }
        } catch (OverlappingFileLockException ours) {
            // This process has it.
        } catch (IOException e) {
            throw ResultsFolder.unusable(folder, e);
        }
        throw new ResultsException("Another batch is writing into the folder " + folder
                + ": wait for its end, or name another folder.");
    }

    static boolean holdsSomethingElse(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> !file.endsWith(NAME));
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw ResultsFolder.unusable(folder, e);
        }
    }
}
