package dev.statelab.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyTest {

    @ParameterizedTest
    @CsvSource({"greeting, greeting", "a.b-c_D9, a.b-c_D9", "a b, a%20b", ".., %2E.", ".lock, %2Elock",
        "../etc/passwd, %2E.%2Fetc%2Fpasswd", "/etc/passwd, %2Fetc%2Fpasswd", "~tilde, %7Etilde", "100%, 100%25",
        "ключ, %D0%BA%D0%BB%D1%8E%D1%87"})
    void aFileNameShowsItsKeyAndStaysInTheFolder(String key, String fileName) {
        assertThat(new Key(key).fileName()).isEqualTo(fileName);
    }

    @Test
    void aKeyAndItsEncodedFormAreDifferentKeys() {
        assertThat(new Key("a/b").fileName()).isNotEqualTo(new Key("a%2Fb").fileName());
    }

    @Test
    void aNameThatWouldBeTooLongIsADigest() {
        String start = "k".repeat(299);
        List<String> names = List.of(new Key(start + "a").fileName(), new Key(start + "b").fileName());
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("~[0-9A-F]{64}"));
    }

    @Test
    void theLongestPlainNameIsKeptAsItIs() {
        assertThat(new Key("k".repeat(200)).fileName()).isEqualTo("k".repeat(200));
        assertThat(new Key("k".repeat(201)).fileName()).startsWith("~");
    }

    @ParameterizedTest
    @CsvSource({"..%2f..%2fetc, ../../etc", "a%00b, a\0b", "a+b, a+b", "%D0%BA, к", "a%2525, a%25"})
    void aKeyIsPercentDecodedOnce(String encoded, String key) {
        assertThat(Key.parse(encoded)).isEqualTo(new Key.Parsed.Valid(new Key(key)));
    }

    @Test
    void rawBytesOfUtf8AreAKeyToo() {
        assertThat(Key.parse("\u00d0\u00ba")).isEqualTo(new Key.Parsed.Valid(new Key("к")));
    }

    @Test
    void anEmptyKeyIsRefused() {
        assertThat(problem("")).contains("empty");
    }

    @Test
    void aKeyThatIsNotUtf8IsRefused() {
        assertThat(problem("%ff")).contains("UTF-8");
        assertThat(problem("%c0%ae%c0%ae")).contains("UTF-8");
    }

    @Test
    void aHalfEscapeIsRefused() {
        assertThat(problem("100%")).contains("%25");
        assertThat(problem("%2")).contains("%25");
        assertThat(problem("%zz")).contains("%25");
    }

    @Test
    void aKeyOfMoreThanAKibibyteIsRefused() {
        assertThat(Key.parse("k".repeat(1024))).isInstanceOf(Key.Parsed.Valid.class);
        assertThat(problem("k".repeat(1025))).contains("1024", "1025");
    }

    private static String problem(String encoded) {
        return switch (Key.parse(encoded)) {
            case Key.Parsed.Invalid(String problem) -> problem;
            case Key.Parsed.Valid valid -> throw new AssertionError(valid);
        };
    }
}
