package dev.statelab.lab.state;

import dev.statelab.lab.container.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Temporary folders, each locked by the process that uses it. One that nobody locks was left by a process that was killed
 * and is deleted when the next one is made.
 */
final class TemporaryFolders {

    private static final String PREFIX = "lab-cluster-";

    /** A folder without a lock file may be one that is just being made. */
    private static final Duration SURELY_MADE = Duration.ofHours(1);

    private final Path parent;

    TemporaryFolders(Path parent) {
        this.parent = parent;
    }

    /** @param lock to be closed when the folder is deleted */
    record Locked(Path folder, FolderLock lock) {}

    Locked make() throws IOException {
        clearUp();
        while (true) {
            Path folder = Files.createTempDirectory(parent, PREFIX);
            try {
                Optional<FolderLock> lock = FolderLock.take(folder);
                if (lock.isPresent()) {
                    return new Locked(folder, lock.get());
                }
            } catch (IOException taken) {
                if (Files.exists(folder)) {
                    FileTree.delete(folder);
                    throw taken;
                }
            }
        }
    }

    private void clearUp() {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            folders.forEach(TemporaryFolders::deleteIfLeft);
        } catch (IOException | DirectoryIteratorException _) {
            // What is left is of no use to anybody; the next one tries again.
        }
    }

    private static void deleteIfLeft(Path folder) {
        try {
            if (!Files.exists(folder.resolve(FolderLock.FILE))) {
                Instant made = Files.getLastModifiedTime(folder).toInstant();
                if (made.plus(SURELY_MADE).isBefore(Instant.now())) {
                    FileTree.delete(folder);
                }
                return;
            }
            Optional<FolderLock> lock = FolderLock.take(folder);
            if (lock.isPresent()) {
                try (FolderLock _ = lock.get()) {
                    FileTree.delete(folder);
                }
            }
        } catch (IOException | UncheckedIOException _) {
            // Somebody else's, or somebody else was faster.
        }
    }
}
