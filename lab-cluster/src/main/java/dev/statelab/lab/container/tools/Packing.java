package dev.statelab.lab.container.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Puts files into an archive: {@code tar -c}. */
final class Packing {

    private static final LinkOption LINKS = LinkOption.NOFOLLOW_LINKS;

    private final Call call;
    private final boolean tells;
    private final Path folder;
    private boolean toldOfSlash;

    Packing(Call call, boolean tells, Path folder) {
        this.call = call;
        this.tells = tells;
        this.folder = folder;
    }

    int run(List<String> files, OutputStream to) throws IOException {
        int status = 0;
        TarArchiveOutputStream archive = new TarArchiveOutputStream(to, StandardCharsets.UTF_8.name());
        archive.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        archive.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
        for (String file : files) {
            status |= add(archive, folder.resolve(file), relative(file));
        }
        archive.finish();
        archive.flush();
        if (status != 0) {
            call.complain("error exit delayed from previous errors");
        }
        return status;
    }

    private String relative(String file) {
        if (!file.startsWith("/")) {
            return file;
        }
        if (!toldOfSlash) {
            call.complain("removing leading '/' from member names");
            toldOfSlash = true;
        }
        String name = file.replaceFirst("^/+", "");
        return name.isEmpty() ? "." : name;
    }

    private int add(TarArchiveOutputStream archive, Path file, String name) throws IOException {
        if (!Files.exists(file, LINKS)) {
            call.complain(name + ": No such file or directory");
            return 1;
        }
        if (tells) {
            call.surroundings().err().println(name);
        }
        if (Files.isSymbolicLink(file)) {
            TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            link.setLinkName(Files.readSymbolicLink(file).toString());
            return put(archive, file, link);
        }
        return Files.isDirectory(file, LINKS) ? addFolder(archive, file, name) : addFile(archive, file, name);
    }

    private int addFolder(TarArchiveOutputStream archive, Path file, String name) throws IOException {
        int status = put(archive, file, new TarArchiveEntry(name.endsWith("/") ? name : name + "/"));
        try {
            for (Path entry : Listing.entries(file)) {
                status |= add(archive, entry, name.replaceFirst("/+$", "") + "/" + entry.getFileName());
            }
            return status;
        } catch (IOException e) {
            return call.failed(name, e);
        }
    }

    private int addFile(TarArchiveOutputStream archive, Path file, String name) throws IOException {
        if (!Files.isRegularFile(file, LINKS)) {
            return 0;
        }
        try (InputStream in = Files.newInputStream(file)) {
            // Read at once, so that a file that grows meanwhile does not break the archive.
            byte[] content = in.readAllBytes();
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(content.length);
            describe(entry, file);
            archive.putArchiveEntry(entry);
            archive.write(content);
            archive.closeArchiveEntry();
            return 0;
        } catch (IOException e) {
            return call.failed("can't open '" + name + "'", e);
        }
    }

    private static int put(TarArchiveOutputStream archive, Path file, TarArchiveEntry entry) throws IOException {
        describe(entry, file);
        archive.putArchiveEntry(entry);
        archive.closeArchiveEntry();
        return 0;
    }

    private static void describe(TarArchiveEntry entry, Path file) throws IOException {
        entry.setMode(Ownerships.mode(file, LINKS));
        entry.setIds(Ownerships.uid(file, LINKS), Ownerships.gid(file, LINKS));
        entry.setLastModifiedTime(Files.getLastModifiedTime(file, LINKS));
    }
}
