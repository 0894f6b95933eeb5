package dev.statelab.distribution;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** A folder as a {@code .tar.gz} that is the same bytes whenever and wherever it is made of the same files. */
final class Tarball {

    private static final int PROGRAM = 0755;
    private static final int FILE = 0644;

    private Tarball() {}

    /** The archive has one folder at its top, named as the folder given. */
    static void write(Path folder, Path tarball, Instant timestamp) throws IOException {
        GzipParameters compression = new GzipParameters();
        compression.setCompressionLevel(Deflater.BEST_COMPRESSION);
        try (OutputStream file = Files.newOutputStream(tarball);
                OutputStream gzip = new GzipCompressorOutputStream(file, compression);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Path path : Folders.below(folder)) {
                String name = folder.getFileName() + "/" + folder.relativize(path);
                add(tar, path, name, timestamp);
            }
        }
    }

    private static void add(TarArchiveOutputStream tar, Path path, String name, Instant timestamp)
            throws IOException {
        TarArchiveEntry entry;
        if (Files.isSymbolicLink(path)) {
            entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            entry.setLinkName(Files.readSymbolicLink(path).toString());
        } else if (Files.isDirectory(path)) {
            entry = new TarArchiveEntry(name + "/");
            entry.setMode(PROGRAM);
        } else {
            entry = new TarArchiveEntry(name);
            entry.setSize(Files.size(path));
            entry.setMode(Files.isExecutable(path) ? PROGRAM : FILE);
        }
        entry.setModTime(Date.from(timestamp));
        tar.putArchiveEntry(entry);
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.copy(path, tar);
        }
        tar.closeArchiveEntry();
    }
}
