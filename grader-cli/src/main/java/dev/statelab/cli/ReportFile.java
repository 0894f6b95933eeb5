package dev.statelab.cli;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file that a result goes into. That it can be written is found out before grading begins, and it appears whole or
 * not at all.
 */
public final class ReportFile implements AutoCloseable {

    private final Path file;
    private final Path unfinished;

    private ReportFile(Path file, Path unfinished) {
        this.file = file;
        this.unfinished = unfinished;
    }

    public static ReportFile open(Path file) {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        if (Files.isDirectory(file)) {
            throw new GraderException(ExitCode.USAGE, "--output " + file + " is a folder; name a file in it.");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new GraderException(ExitCode.USAGE, "--output " + file
                    + " is no ordinary file; name one, or leave it out and redirect what is printed.");
        }
        try {
            Path unfinished = Files.createTempFile(folder, ".result", ".part");
            return new ReportFile(file, unfinished);
        } catch (IOException e) {
            throw new GraderException(
                    ExitCode.USAGE,
                    "--output " + file + " cannot be written: " + e + ". Name a file in a folder that exists and is"
                            + " yours.",
                    e);
        }
    }

    /** Removes what was not finished. */
    @Override
    public void close() {
        try {
            boolean _ = Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            throw new GraderException(ExitCode.USAGE, "The file " + unfinished + " could not be removed: " + e, e);
        }
    }

    public void write(String report) {
        try {
            Files.writeString(unfinished, report);
            Files.move(unfinished, file, REPLACE_EXISTING);
        } catch (IOException e) {
            throw new GraderException(
                    ExitCode.USAGE, "The result could not be written to " + file + ": " + e + ".\n" + report, e);
        }
    }
}
