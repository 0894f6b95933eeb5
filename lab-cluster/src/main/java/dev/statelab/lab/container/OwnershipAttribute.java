package dev.statelab.lab.container;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Optional;

/**
 * Whose a file is, in an extended attribute of the file itself: {@code 1000:1000:644}. So it goes wherever the file is
 * moved, and away with it. Symbolic links cannot have any.
 */
final class OwnershipAttribute {

    private static final String NAME = "statelab.owner";

    private OwnershipAttribute() {}

    /** @throws IOException where the file system of this folder has no such attributes */
    static void check(Path folder) throws IOException {
        Path probe = Files.createTempFile(folder, "probe", "");
        try {
            write(probe, Ownership.ofRoot(0600));
            if (read(probe).isEmpty()) {
                throw new IOException("its file system does not keep extended attributes");
            }
        } catch (UncheckedIOException | UnsupportedOperationException refused) {
            throw new IOException("its file system has no extended attributes, which keep the owners of files",
                    refused);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    static Optional<Ownership> read(Path file) {
        UserDefinedFileAttributeView attributes = attributes(file);
        try {
            ByteBuffer value = ByteBuffer.allocate(attributes.size(NAME));
            attributes.read(NAME, value);
            return Optional.of(parse(US_ASCII.decode(value.flip()).toString()));
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Ownership parse(String text) {
        String[] parts = text.split(":", 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException(text);
        }
        return new Ownership(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Integer.parseInt(parts[2], 8));
    }

    static void write(Path file, Ownership ownership) {
        if (Files.isSymbolicLink(file)) {
            return;
        }
        String text = "%d:%d:%o".formatted(ownership.uid(), ownership.gid(), ownership.mode());
        try {
            attributes(file).write(NAME, ByteBuffer.wrap(text.getBytes(US_ASCII)));
        } catch (NoSuchFileException _) {
            // It was deleted meanwhile, and its ownership with it.
        } catch (IOException refused) {
            throw new UncheckedIOException("the owner of " + file + " could not be kept", refused);
        }
    }

    private static UserDefinedFileAttributeView attributes(Path file) {
        UserDefinedFileAttributeView view = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class,
                LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            throw new UnsupportedOperationException("no extended attributes at " + file);
        }
        return view;
    }
}
