package dev.statelab.lab.controller.volume;

import dev.statelab.lab.container.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The disk of the cluster's node: a folder of this machine that stands for the node's root. */
public final class NodeDisk {

    private final Path root;
    private final Map<Path, Volume> volumes = new ConcurrentHashMap<>();

    /** @param root exists already */
    public NodeDisk(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /**
     * The folder at a path of the node; made if it is missing. The same path always gives the same volume.
     *
     * @param path absolute
     */
    public Volume folder(String path) {
        return volumes.computeIfAbsent(real(path), real -> {
            try {
                return new Volume(Files.createDirectories(real));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Removes a folder with all that is in it. */
    public void remove(String path) {
        var real = real(path);
        volumes.remove(real);
        try {
            Files.walkFileTree(real, new Removal());
        } catch (NoSuchFileException gone) {
            // Nothing is left to remove.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A path cannot lead out of the disk. */
    private Path real(String path) {
        var inside = Path.of("/").resolve(path).normalize();
        return root.resolve(Path.of("/").relativize(inside));
    }

    private static final class Removal extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
