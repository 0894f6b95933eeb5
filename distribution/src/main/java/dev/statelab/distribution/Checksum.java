package dev.statelab.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file's SHA-256, written as {@code sha256sum} writes and checks it. */
final class Checksum {

    private Checksum() {}

    /** The file beside it, with {@code .sha256} at its name's end. */
    static Path write(Path file) throws IOException {
        return Files.writeString(file.resolveSibling(file.getFileName() + ".sha256"),
                of(file) + "  " + file.getFileName() + "\n");
    }

    static String of(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(content, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
