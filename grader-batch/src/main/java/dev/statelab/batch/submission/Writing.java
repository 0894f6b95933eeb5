package dev.statelab.batch.submission;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a student wrote, comments and all, to be compared with what others wrote.
 *
 * @param lines of all files, one file after the other; without those that are empty, and without spaces at their ends
 */
public record Writing(List<String> lines) {

    private static final List<String> TEXTS = List.of(".yaml", ".yml", ".json", ".tpl", ".sh");
    private static final long LARGEST = 1024 * 1024;

    public Writing {
        lines = List.copyOf(lines);
    }

    /**
     * Reads a file, a folder or an archive that was handed in; the same is refused as when it is graded.
     *
     * @return empty where there is nothing that can be read
     */
    public static Optional<Writing> of(Path path) {
        try {
            boolean folder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
            if (!folder && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            if (!Archive.isOne(path) || folder) {
                return read(path);
            }
            try (Unpacked unpacked = Archive.unpack(path, SubmissionLimits.USUAL)) {
                return read(unpacked.folder());
            }
        } catch (Refusal | IOException | UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Writing> read(Path path) throws Refusal, IOException {
        Path root = Files.isDirectory(path) ? Tree.of(path, SubmissionLimits.USUAL).root() : path;
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(file -> isText(file) && !isInJunk(root, file)).sorted().toList();
        }
        List<String> lines = new ArrayList<>();
        for (Path file : files) {
            new String(Files.readAllBytes(file), UTF_8).lines().map(String::stripTrailing)
                    .filter(line -> !line.isEmpty()).forEach(lines::add);
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(new Writing(lines));
    }

    private static boolean isText(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && TEXTS.stream().anyMatch(name::endsWith)
                    && Files.size(file) <= LARGEST;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isInJunk(Path root, Path file) {
        for (Path name : root.relativize(file)) {
            if (Tree.isJunk(name.toString())) {
                return true;
            }
        }
        return false;
    }
}
