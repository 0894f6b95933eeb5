package dev.statelab.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Golden files. {@code -Dgolden.write=true} writes them anew, to be read before they are committed. */
public final class GoldenFile {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private GoldenFile() {}

    public static void assertMatches(String file, String text) {
        try {
            Path golden = FOLDER.resolve(file);
            if (Boolean.getBoolean("golden.write")) {
                Files.createDirectories(golden.resolveSibling("."));
                Files.writeString(golden, text);
            }
            assertThat(text).isEqualTo(Files.readString(golden));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
