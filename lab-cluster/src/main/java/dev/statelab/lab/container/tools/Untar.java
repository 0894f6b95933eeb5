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
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Takes files out of an archive, or lists them: {@code tar -x} and {@code tar -t}. */
final class Untar {

    private static final int UMASK = 022;

    private final Call call;
    private final Options options;
    private final Path folder;
    private final boolean isRoot;

    Untar(Call call, Options options, Path folder) {
        this.call = call;
        this.options = options;
        this.folder = folder;
        this.isRoot = call.surroundings().user().uid() == 0;
    }

    int run(InputStream from) throws IOException {
        int status = 0;
        TarArchiveInputStream archive = new TarArchiveInputStream(from, StandardCharsets.UTF_8.name());
        for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            if (!isWanted(entry.getName())) {
                continue;
            }
            if (options.has("t") || options.has("v")) {
                call.out().println(entry.getName());
            }
            if (options.has("x")) {
                status |= extract(archive, entry);
            }
        }
        // Whoever sends the archive may not have come to its end yet.
        from.transferTo(OutputStream.nullOutputStream());
        call.out().flush();
        return status;
    }

    private boolean isWanted(String name) {
        List<String> wanted = options.operands();
        String bare = name.replaceFirst("/+$", "");
        return wanted.isEmpty() || wanted.stream().map(file -> file.replaceFirst("/+$", ""))
                .anyMatch(file -> bare.equals(file) || bare.startsWith(file + "/"));
    }

    private int extract(InputStream content, TarArchiveEntry entry) {
        String name = entry.getName().replaceFirst("^/+", "");
        if (List.of(name.split("/", -1)).contains("..")) {
            call.complain("skipping unsafe name '" + name + "'");
            return 1;
        }
        Path file = folder.resolve(name);
        try {
            make(content, entry, file);
            if (!entry.isSymbolicLink()) {
                describe(entry, file);
            }
            return 0;
        } catch (IOException e) {
            return call.failed("can't open '" + name + "'", e);
        }
    }

    private void make(InputStream content, TarArchiveEntry entry, Path file) throws IOException {
        Path parent = file.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            Files.createDirectories(parent);
        }
        if (entry.isDirectory()) {
            if (!Files.isDirectory(file)) {
                Files.createDirectory(file);
            }
            return;
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(file);
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, file.getFileSystem().getPath(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.copy(folder.resolve(entry.getLinkName()), file);
        } else {
            Files.copy(content, file);
        }
    }

    private void describe(TarArchiveEntry entry, Path file) throws IOException {
        if (isRoot && !options.has("o")) {
            Files.setAttribute(file, "unix:uid", entry.getLongUserId());
            Files.setAttribute(file, "unix:gid", entry.getLongGroupId());
        }
        boolean exact = (isRoot || options.has("p")) && !options.has("k");
        int mode = entry.getMode() & 07777;
        Files.setAttribute(file, "unix:mode", exact ? mode : mode & 0777 & ~UMASK);
        if (!options.has("m")) {
            Files.setLastModifiedTime(file, entry.getLastModifiedTime());
        }
    }
}
