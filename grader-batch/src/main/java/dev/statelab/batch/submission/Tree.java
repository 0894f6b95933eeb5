package dev.statelab.batch.submission;

import dev.statelab.core.report.Printable;
import dev.statelab.core.task.NamedParameters;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that was looked through: nothing in it leads out of it, and it is not too large.
 *
 * @param root the folder itself, or the one in it that holds everything
 * @param files how many files there are
 */
record Tree(Path root, int files) {

    static Tree of(Path folder, SubmissionLimits limits) throws Refusal, IOException {
        Look look = new Look(folder, limits);
        Path _ = Files.walkFileTree(folder, look);
        if (!look.refused.isEmpty()) {
            throw new Refusal(look.refused);
        }
        return new Tree(root(folder), look.files);
    }

    /** Whether a file is what a file manager of the student's put there. */
    static boolean isJunk(String name) {
        return name.equals(".DS_Store") || name.startsWith("._") || name.equals("__MACOSX") || name.equals("Thumbs.db")
                || name.equals("desktop.ini") || name.equals(".git");
    }

    private static Path root(Path folder) throws IOException {
        Path root = folder;
        while (true) {
            List<Path> entries;
            try (Stream<Path> list = Files.list(root)) {
                entries = list.filter(entry -> !isJunk(entry.getFileName().toString())
                        && !entry.endsWith(NamedParameters.FILE)).toList();
            }
            if (entries.size() != 1 || !Files.isDirectory(entries.getFirst())) {
                return root;
            }
            root = entries.getFirst();
        }
    }

    private static final class Look extends SimpleFileVisitor<Path> {
        private final Path folder;
        private final SubmissionLimits limits;
        private String refused = "";
        private int entries;
        private int files;
        private long bytes;

        private Look(Path folder, SubmissionLimits limits) {
            this.folder = folder;
            this.limits = limits;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (!directory.equals(folder) && isJunk(directory.getFileName().toString())) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (folder.relativize(directory).getNameCount() > limits.depth()) {
                return refuse(directory, "is more than " + limits.depth() + " folders deep");
            }
            return counted(directory);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isSymbolicLink()) {
                return refuse(file, "is a symbolic link, which is not followed");
            }
            if (!attributes.isRegularFile()) {
                return refuse(file, "is no file");
            }
            if (!isJunk(file.getFileName().toString())) {
                files++;
                bytes += attributes.size();
            }
            if (bytes > limits.bytes()) {
                return refuse(file, "makes it more than " + limits.bytes() / (1024 * 1024) + " MiB");
            }
            return counted(file);
        }

        private FileVisitResult counted(Path entry) {
            return ++entries > limits.files() + 1
                    ? refuse(entry, "makes it more than " + limits.files() + " files")
                    : FileVisitResult.CONTINUE;
        }

        private FileVisitResult refuse(Path entry, String why) {
            refused = Printable.of(folder.relativize(entry).toString()) + " " + why;
            return FileVisitResult.TERMINATE;
        }
    }
}
