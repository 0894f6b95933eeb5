package dev.statelab.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Who owns a file, by number, and who may do what with it. */
record Ownership(int uid, int gid, Set<PosixFilePermission> permissions) {

    private static final String EVERYTHING = "rwxrwxrwx";

    Ownership {
        permissions = Set.copyOf(permissions);
    }

    /** Empty where there is no such file, or where files have no such owners. */
    static Optional<Ownership> of(Path path) {
        try {
            return Optional.of(
                    new Ownership(
                            number(path, "unix:uid"),
                            number(path, "unix:gid"),
                            permissions(number(path, "unix:mode"))));
        } catch (IOException | UnsupportedOperationException unknown) {
            return Optional.empty();
        }
    }

    /** As {@code 1000:1000}. */
    String owner() {
        return uid + ":" + gid;
    }

    /** As {@code rw-r--r--}. */
    String mode() {
        return PosixFilePermissions.toString(permissions);
    }

    /** Gives a file of ours the same mode, and the same owner and group as far as we may. */
    void copyTo(Path path) throws IOException {
        if (of(path).filter(current -> current.gid == gid).isEmpty()) {
            tryToSet(path, "unix:gid", gid);
        }
        if (of(path).filter(current -> current.uid == uid).isEmpty()) {
            tryToSet(path, "unix:uid", uid);
        }
        permit(path, permissions);
    }

    /** Sets a file's mode, where files have one. */
    static void permit(Path path, Set<PosixFilePermission> permissions) throws IOException {
        try {
            Files.setPosixFilePermissions(path, permissions);
        } catch (UnsupportedOperationException noModes) {
            // Then the mode is in nobody's way either.
        }
    }

    private static void tryToSet(Path path, String attribute, int value) {
        try {
            Files.setAttribute(path, attribute, value);
        } catch (IOException | UnsupportedOperationException notAllowed) {
            // Only root may give files away; then the file stays ours.
        }
    }

    private static int number(Path path, String attribute) throws IOException {
        return ((Number) Files.getAttribute(path, attribute)).intValue();
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        StringBuilder symbols = new StringBuilder(EVERYTHING);
        for (int i = 0; i < symbols.length(); i++) {
            if ((mode & (0400 >> i)) == 0) {
                symbols.setCharAt(i, '-');
            }
        }
        return PosixFilePermissions.fromString(symbols.toString());
    }
}
