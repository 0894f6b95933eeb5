package dev.statelab.core.judging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.Limits;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileDigestsTest {

    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);

    @Test
    void the_command_asks_for_files_that_are_neither_tiny_nor_large() {
        assertThat(FileDigests.command("/data", Duration.ofSeconds(10))).containsExactly("timeout", "10", "find",
                "/data", "-xdev", "-type", "f", "-size", "+15c", "-size", "-262145c", "-exec", "sha256sum", "{}", "+");
    }

    @Test
    void the_digest_of_each_line_counts_once_whatever_the_files_are_called() {
        assertThat(FileDigests.read(B + "  /data/x\n" + A + "  /data/a b\n\\" + A + "  /data/a\\nb\n"))
                .containsExactly(A, B);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256sum: /data/x: Permission denied", "{A}", "{A} /data/x", "{A}  ", "{A}a  /data/x",
        " {A}  /data/x", "\u001b[2J{A}  /data/x", "x{A}  /data/x", "{B}  /data/x"})
    void whatever_else_is_printed_is_passed_over(String line) {
        String printed = line.replace("{A}", A).replace("{B}", "B".repeat(64));

        assertThat(FileDigests.read(printed + "\n" + B + "  /data/y\n")).containsExactly(B);
    }

    @Test
    void of_many_those_are_kept_that_are_the_same_in_any_order() {
        String many = IntStream.range(0, 2 * Limits.CLAIM_FILES).map(i -> 2 * Limits.CLAIM_FILES - i)
                .mapToObj("%064x  /data/file\n"::formatted).collect(Collectors.joining());

        assertThat(FileDigests.read(many)).hasSize(Limits.CLAIM_FILES).startsWith("%064x".formatted(1))
                .endsWith("%064x".formatted(Limits.CLAIM_FILES));
    }
}
