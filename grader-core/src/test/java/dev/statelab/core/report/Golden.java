package dev.statelab.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Golden files. {@code -Dgolden.write=true} writes them anew, to be read before they are committed. */
final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Golden() {}

    static void assertMatches(String file, String text) {
        try {
            Path golden = FOLDER.resolve(file);
            if (Boolean.getBoolean("golden.write")) {
                Files.createDirectories(FOLDER);
                Files.writeString(golden, text);
            }
            assertThat(text).isEqualTo(Files.readString(golden));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String name(Evaluations evaluation) {
        return evaluation.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
