package dev.statelab.kube.helm;

import com.marcnuri.helm.jni.HelmLib;
import com.marcnuri.helm.jni.NativeLibrary;
import com.sun.jna.Native;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.jar.JarEntry;

/**
 * Helm's library, unpacked once for each user and version: it has 100 MB, and unpacking it takes longer than to check a
 * chart. Where nothing can be kept, it is unpacked into a temporary folder each time.
 */
public final class KeptLibrary implements NativeLibrary {

    private static final Set<PosixFilePermission> OF_OTHERS = Set.of(PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_WRITE);

    private final NativeLibrary packed;
    private final Path folder;

    /** That of this machine, kept in the user's cache. */
    public KeptLibrary() {
        this(ofThisMachine().orElseThrow(), cache());
    }

    /** @param folder where it is kept; it need not be there */
    KeptLibrary(NativeLibrary packed, Path folder) {
        this.packed = packed;
        this.folder = folder;
    }

    /** Helm for this kind of machine, if there is one. */
    static Optional<NativeLibrary> ofThisMachine() {
        return ServiceLoader.load(NativeLibrary.class, KeptLibrary.class.getClassLoader()).findFirst();
    }

    private static Path cache() {
        String given = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path caches = given.isEmpty() ? Path.of(System.getProperty("user.home", ""), ".cache") : Path.of(given);
        return caches.resolve("statelab");
    }

    @Override
    public String getBinaryName() {
        return packed.getBinaryName();
    }

    @Override
    public HelmLib load() {
        try {
            return Native.load(file().toString(), HelmLib.class);
        } catch (IOException | UnsatisfiedLinkError notKept) {
            return packed.load();
        }
    }

    /** The library as a file, unpacked unless it is there. */
    Path file() throws IOException {
        URL resource = Optional.ofNullable(packed.getClass().getResource("/" + getBinaryName()))
                .orElseThrow(() -> new IOException("no library in " + packed.getClass()));
        if (!(resource.openConnection() instanceof JarURLConnection jar)) {
            throw new IOException("the library is in no jar");
        }
        JarEntry entry = jar.getJarEntry();
        Path file = folder.resolve(Long.toHexString(entry.getCrc()) + "-" + getBinaryName());
        makePrivate();
        if (!Files.isRegularFile(file) || Files.size(file) != entry.getSize()) {
            Path unpacked = Files.createTempFile(folder, "helm", ".part");
            try (InputStream in = jar.getInputStream()) {
                long _ = Files.copy(in, unpacked, StandardCopyOption.REPLACE_EXISTING);
                Path _ = Files.move(unpacked, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                boolean _ = Files.deleteIfExists(unpacked);
            }
        }
        return file;
    }

    /** What is loaded from there runs as this user, so nobody else may put anything there. */
    private void makePrivate() throws IOException {
        Path _ = Files.createDirectories(folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        boolean own = Files.getOwner(folder).getName().equals(System.getProperty("user.name"));
        if (!own || Files.getPosixFilePermissions(folder).stream().anyMatch(OF_OTHERS::contains)) {
            throw new IOException("others may write into " + folder);
        }
    }
}
