package dev.statelab.lab.container.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files that can be executed. A program of the image is a file with a mark and the program's key in it, so that it can
 * be copied, linked, moved and made unexecutable like any other; a text that starts with {@code #!} names its
 * interpreter.
 */
public final class Executables {

    private static final String MARK = "\u007fLAB ";
    private static final int LONGEST_FIRST_LINE = 256;
    private static final int MOST_INTERPRETERS = 4;

    private final Map<String, Program> programs;

    /** @param programs by key */
    public Executables(Map<String, Program> programs) {
        this.programs = Map.copyOf(programs);
    }

    /** What a program's file contains. */
    public static byte[] content(String key) {
        return (MARK + key + "\n").getBytes(StandardCharsets.UTF_8);
    }

    Lookup find(FileSystem files, String command, String searchPath, Path directory) {
        if (command.isEmpty()) {
            return new Lookup.NotFound();
        }
        if (command.contains("/")) {
            return read(directory.resolve(files.getPath(command)), List.of());
        }
        Lookup best = new Lookup.NotFound();
        for (String folder : searchPath.split(":", -1)) {
            Lookup found = read(directory.resolve(files.getPath(folder)).resolve(command), List.of());
            if (found instanceof Lookup.Found || found instanceof Lookup.Text) {
                return found;
            }
            if (found instanceof Lookup.NotPermitted) {
                best = found;
            }
        }
        return best;
    }

    private Lookup read(Path file, List<String> arguments) {
        if (!Files.exists(file)) {
            return new Lookup.NotFound();
        }
        if (Files.isDirectory(file) || !Files.isExecutable(file)) {
            return new Lookup.NotPermitted();
        }
        String line;
        try {
            line = firstLine(file);
        } catch (AccessDeniedException e) {
            return new Lookup.NotPermitted();
        } catch (IOException e) {
            return new Lookup.NotFound();
        }
        Optional<Program> program = line.startsWith(MARK)
                ? Optional.ofNullable(programs.get(line.substring(MARK.length())))
                : Optional.empty();
        if (program.isPresent()) {
            return new Lookup.Found(program.get(), arguments);
        }
        if (line.startsWith("#!") && arguments.size() < MOST_INTERPRETERS) {
            List<String> words = new ArrayList<>(List.of(line.substring(2).strip().split("\\s+", 2)));
            Path interpreter = file.resolve(words.removeFirst());
            words.add(file.toString());
            words.addAll(arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size()));
            return read(interpreter, words);
        }
        return new Lookup.Text(file);
    }

    private static String firstLine(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String start = new String(in.readNBytes(LONGEST_FIRST_LINE), StandardCharsets.UTF_8);
            return start.lines().findFirst().orElse("");
        }
    }
}
