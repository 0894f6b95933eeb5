package dev.statelab.core;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final Pattern ROW = Pattern.compile("\\| `([A-Z_]+)` \\| ([0-9,]+) \\|");

    @Test
    void the_documentation_has_each_limit_and_no_other() throws IOException {
        Map<String, String> documented = ROW.matcher(Files.readString(Path.of("..", "docs", "security.md"))).results()
                .collect(toMap(row -> row.group(1), row -> row.group(2)));

        assertThat(documented).isEqualTo(Arrays.stream(Limits.class.getFields())
                .collect(toMap(Field::getName, LimitsTest::value)));
    }

    private static String value(Field limit) {
        try {
            return String.format(Locale.ROOT, "%,d", limit.getInt(null));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
