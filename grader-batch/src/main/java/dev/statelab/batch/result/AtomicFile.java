package dev.statelab.batch.result;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.READ;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A file that appears whole or not at all, also after a power cut. */
final class AtomicFile {

    private static final String UNFINISHED = ".part";

    private AtomicFile() {}

    static void write(Path file, byte[] content) throws IOException {
        Path unfinished = file.resolveSibling("." + file.getFileName() + UNFINISHED);
        try {
            try (FileOutputStream out = new FileOutputStream(unfinished.toFile())) {
                out.write(content);
                out.getFD().sync();
            }
            Files.move(unfinished, file, ATOMIC_MOVE);
        } catch (IOException failed) {
            remove(unfinished, failed);
            throw failed;
        }
        forceNames(Optional.ofNullable(file.getParent()).orElseThrow());
    }

    private static void remove(Path unfinished, IOException failed) {
        try {
            boolean _ = Files.deleteIfExists(unfinished);
        } catch (IOException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }

    /** Puts a folder's names onto the disk, where the system lets a folder be opened. */
    static void forceNames(Path folder) throws IOException {
        if (!System.getProperty("os.name", "").startsWith("Windows")) {
            try (FileChannel channel = FileChannel.open(folder, READ)) {
                channel.force(true);
            }
        }
    }

    /** Removes what a killed process had not finished. */
    static void sweep(Path folder) throws IOException {
        List<Path> left;
        try (Stream<Path> files = Files.list(folder)) {
            left = files.filter(file -> file.getFileName().toString().startsWith(".")
                    && file.getFileName().toString().endsWith(UNFINISHED)).toList();
        }
        for (Path file : left) {
            Files.delete(file);
        }
    }
}
