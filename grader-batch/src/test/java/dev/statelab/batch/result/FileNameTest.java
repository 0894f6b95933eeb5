package dev.statelab.batch.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

    @Test
    void a_plain_id_is_its_own_name() {
        assertThat(FileName.of("s123-4_x")).isEqualTo("s123-4_x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "/etc/passwd", ".", "..", "a/b", "a\\b", "山田", "-rf", "=x", "A", "x~y"})
    void any_other_id_stays_in_the_folder(String id) {
        assertThat(FileName.of(id)).matches("[a-z0-9][a-z0-9_-]*~[0-9a-f]{10}|~[0-9a-f]{10}");
    }

    @Test
    void two_ids_never_share_a_name_whatever_the_file_system() {
        List<String> ids = List.of("ann", "Ann", "ANN", "ann ", "an/n", "an\\n", "山", "田", "x".repeat(60),
                "x".repeat(61));

        assertThat(ids.stream().map(id -> FileName.of(id).toLowerCase(Locale.ROOT))).doesNotHaveDuplicates();
    }
}
