package dev.statelab.batch.submission;

import dev.statelab.core.report.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Puts an archive's entries into a folder, and counts what they come to. What the archive says of sizes is not believed. */
final class Unpacking {

    private static final int BUFFER = 16 * 1024;
    private static final int LONGEST_NAME = 200;

    private final Path folder;
    private final long packed;
    private final SubmissionLimits limits;
    private int entries;
    private long bytes;

    Unpacking(Path folder, long packed, SubmissionLimits limits) {
        this.folder = folder;
        this.packed = packed;
        this.limits = limits;
    }

    void folder(String name) throws Refusal, IOException {
        Path _ = Files.createDirectories(place(name));
    }

    void file(String name, InputStream content) throws Refusal, IOException {
        Path place = place(name);
        if (Tree.isJunk(String.valueOf(place.getFileName())) || place.startsWith(folder.resolve("__MACOSX"))) {
            return;
        }
        Path _ = Files.createDirectories(place.getParent());
        try (OutputStream out = Files.newOutputStream(place, StandardOpenOption.CREATE_NEW)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                count(name, read);
                write(out, buffer, read);
            }
        } catch (FileAlreadyExistsException e) {
            throw new Refusal(Printable.of(name) + " is there twice");
        }
    }

    /** Trouble with this machine's disk, which is not the archive's. */
    private static void write(OutputStream out, byte[] buffer, int count) {
        try {
            out.write(buffer, 0, count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void count(String name, int read) throws Refusal {
        bytes += read;
        if (bytes > limits.bytes()) {
            throw new Refusal(Printable.of(name) + " makes it more than " + limits.bytes() / (1024 * 1024)
                    + " MiB unpacked");
        }
        if (bytes > SubmissionLimits.HARMLESS && bytes > packed * limits.ratio()) {
            throw new Refusal(Printable.of(name) + " makes it more than " + limits.ratio()
                    + " times as large unpacked, as bombs are");
        }
    }

    /** Where an entry belongs, which is inside the folder. */
    private Path place(String name) throws Refusal {
        if (++entries > limits.files()) {
            throw new Refusal("expected at most " + limits.files() + " files, found more");
        }
        String shown = Printable.of(name);
        String slashed = name.replace('\\', '/');
        if (slashed.length() > LONGEST_NAME || slashed.codePoints().anyMatch(Character::isISOControl)) {
            throw new Refusal("a name of visible characters, at most " + LONGEST_NAME + ", was expected; found "
                    + shown.substring(0, Math.min(shown.length(), LONGEST_NAME)));
        }
        try {
            Path place = folder.resolve(slashed).normalize();
            boolean leaves = slashed.startsWith("/") || slashed.matches("[A-Za-z]:.*") || !place.startsWith(folder)
                    || Path.of(slashed).normalize().startsWith("..");
            for (Path part : Path.of(slashed)) {
                leaves = leaves || part.toString().equals("..");
            }
            if (leaves) {
                throw new Refusal(shown + " leads out of the archive");
            }
            if (folder.relativize(place).getNameCount() > limits.depth() + 1) {
                throw new Refusal(shown + " is more than " + limits.depth() + " folders deep");
            }
            return place;
        } catch (InvalidPathException e) {
            throw new Refusal(shown + " is no name for a file");
        }
    }
}
