package dev.statelab.batch.submission;

import dev.statelab.core.report.Printable;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.io.input.BoundedInputStream;

/** Unpacks archives that somebody else made. */
final class Archive {

    private Archive() {}

    /** By its name. */
    static boolean isOne(Path file) {
        return isZip(file) || isTar(file);
    }

    static Path withoutEnding(Path file) {
        return file.resolveSibling(
                String.valueOf(file.getFileName()).replaceFirst("(?i)\\.(zip|tgz|tar\\.gz)$", ""));
    }

    private static boolean isZip(Path file) {
        return name(file).endsWith(".zip");
    }

    private static boolean isTar(Path file) {
        return name(file).endsWith(".tgz") || name(file).endsWith(".tar.gz");
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }

    /**
     * Unpacks into a temporary folder.
     *
     * @throws Refusal when something in it would leave that folder, is no file or folder, or makes it too large
     */
    static Unpacked unpack(Path file, SubmissionLimits limits) throws Refusal, IOException {
        long size = Files.size(file);
        if (size > limits.archiveBytes()) {
            throw new Refusal("expected an archive of at most " + limits.archiveBytes() / (1024 * 1024)
                    + " MiB, found " + size / (1024 * 1024) + " MiB");
        }
        Unpacked unpacked = Unpacked.create();
        try {
            Unpacking into = new Unpacking(unpacked.folder(), size, limits);
            if (isZip(file)) {
                zip(file, into, limits);
            } else {
                tar(file, into, limits);
            }
            return unpacked;
        } catch (Refusal | FileSystemException | UncheckedIOException e) {
            unpacked.close();
            throw e;
        } catch (IOException | RuntimeException damaged) {
            // The libraries meet what they do not expect with exceptions of many kinds.
            unpacked.close();
            throw new Refusal("expected an archive, found a damaged one: "
                    + Printable.of(Optional.ofNullable(damaged.getMessage()).orElse("it cannot be unpacked")));
        }
    }

    private static void zip(Path file, Unpacking into, SubmissionLimits limits) throws Refusal, IOException {
        // The JDK's reader counts entries without keeping an object for each.
        try (java.util.zip.ZipFile counting = new java.util.zip.ZipFile(file.toFile())) {
            if (counting.size() > limits.files()) {
                throw new Refusal("expected at most " + limits.files() + " files, found " + counting.size());
            }
        }
        try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                if (entry.isUnixSymlink()) {
                    throw new Refusal(Printable.of(entry.getName()) + " is a symbolic link, which is not followed");
                }
                if (!zip.canReadEntryData(entry)) {
                    throw new Refusal(Printable.of(entry.getName()) + " is encrypted, or packed in a rare way");
                }
                if (entry.isDirectory()) {
                    into.folder(entry.getName());
                } else {
                    try (InputStream content = zip.getInputStream(entry)) {
                        into.file(entry.getName(), content);
                    }
                }
            }
        }
    }

    private static void tar(Path file, Unpacking into, SubmissionLimits limits) throws Refusal, IOException {
        // What is skipped and what stands in headers has to be unpacked as well.
        InputStream bounded = BoundedInputStream.builder().setMaxCount(limits.bytes() + limits.archiveBytes())
                .setInputStream(new GzipCompressorInputStream(new BufferedInputStream(Files.newInputStream(file))))
                .get();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(bounded)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isSymbolicLink() || entry.isLink()) {
                    throw new Refusal(Printable.of(entry.getName()) + " is a link, which is not followed");
                }
                if (entry.isDirectory()) {
                    into.folder(entry.getName());
                } else if (entry.isFile()) {
                    into.file(entry.getName(), tar);
                } else {
                    throw new Refusal(Printable.of(entry.getName()) + " is no file");
                }
            }
        }
    }
}
