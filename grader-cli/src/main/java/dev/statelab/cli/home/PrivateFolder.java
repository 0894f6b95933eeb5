package dev.statelab.cli.home;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder that only its owner may look into. Its files appear whole or not at all, also when the machine loses its power.
 *
 * @param path made when the first file is written
 */
public record PrivateFolder(Path path) {

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FILE = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** {@code .statelab} in the home folder, which is {@code HOME}, as for every shell, or else the account's. */
    public static PrivateFolder ofUser(Map<String, String> environment) {
        String home = Optional.ofNullable(environment.get("HOME")).filter(set -> !set.isBlank())
                .orElse(System.getProperty("user.home", ""));
        return new PrivateFolder(Path.of(home).resolve(".statelab"));
    }

    /** A folder in this one. */
    public PrivateFolder folder(String name) {
        return new PrivateFolder(path.resolve(name));
    }

    /** Writes a file, in place of an older one of that name. */
    public void write(String name, String text) throws IOException {
        Path unfinished = unfinished(text);
        try {
            Path _ = Files.move(unfinished, path.resolve(name), ATOMIC_MOVE);
        } finally {
            boolean _ = Files.deleteIfExists(unfinished);
        }
    }

    /**
     * Writes a file unless one of that name is there.
     *
     * @return whether it was written
     */
    public boolean create(String name, String text) throws IOException {
        Path unfinished = unfinished(text);
        try {
            Path _ = Files.createLink(path.resolve(name), unfinished);
            return true;
        } catch (FileAlreadyExistsException already) {
            return false;
        } finally {
            boolean _ = Files.deleteIfExists(unfinished);
        }
    }

    /** The names of its files, sorted; none when the folder is not there. */
    public List<String> names() throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> String.valueOf(file.getFileName())).filter(name -> !name.startsWith(".")).sorted()
                    .toList();
        }
    }

    private Path unfinished(String text) throws IOException {
        make(path);
        Path unfinished = Files.createTempFile(path, ".unfinished", "", OWNERS_FILE);
        try (FileChannel file = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                int _ = file.write(bytes);
            }
            file.force(true);
            return unfinished;
        } catch (IOException full) {
            boolean _ = Files.deleteIfExists(unfinished);
            throw full;
        }
    }

    /** Also a folder that was made by hand becomes private; the home folder above is the user's own affair. */
    private static void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Path parent = folder.getParent();
            if (parent != null && !Files.isDirectory(parent)) {
                make(parent);
            }
            Path _ = Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER));
        } else if (!Files.getPosixFilePermissions(folder).equals(OWNER)) {
            Path _ = Files.setPosixFilePermissions(folder, OWNER);
        }
    }
}
