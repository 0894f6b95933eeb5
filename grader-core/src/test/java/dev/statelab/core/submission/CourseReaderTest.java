package dev.statelab.core.submission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.submission.CourseReading.Faulty;
import dev.statelab.core.submission.CourseReading.ReadCourse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CourseReaderTest {

    private static final SealingKey KEY = SealingKey.generate();

    @TempDir
    private Path folder = Path.of("");

    private CourseReading read(String text) throws IOException {
        return CourseReader.read(Files.writeString(folder.resolve("course.yaml"), text));
    }

    private List<String> mistakes(String text) throws IOException {
        String file = folder.resolve("course.yaml") + ":";
        return read(text) instanceof Faulty(var mistakes)
                ? mistakes.stream().map(mistake -> mistake.toString().replace(file, "")).toList()
                : List.of();
    }

    private static String yaml() {
        String pem = KEY.pem();
        String publicKey = pem.substring(pem.indexOf("-----BEGIN PUBLIC"));
        return "name: Cloud computing\ndeadline: 2026-12-24T23:59:00+01:00\npublicKey: |\n"
                + publicKey.indent(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void a_course_is_read_with_the_line_ends_of_any_system(String lineEnd) throws IOException {
        assertThat(read(yaml().replace("\n", lineEnd))).isEqualTo(new ReadCourse(
                new Course("Cloud computing", Instant.parse("2026-12-24T22:59:00Z"), KEY.publicKey())));
    }

    @Test
    void every_mistake_is_told_with_its_line() throws IOException {
        assertThat(mistakes("name: \ndeadline: 24.12.2026\npublicKey: abc\ndeadlin: x\n")).containsExactly(
                "1:6: expected a text, found nothing",
                "2:11: expected a time with its distance from UTC, such as 2026-12-24T23:59:00+01:00, found '24.12.2026'",
                "3:12: expected an Ed25519 public key, as `openssl pkey -in KEY -pubout` prints it, found a text that is"
                        + " none",
                "4:1: expected one of deadline, name, publicKey in a course, found 'deadlin' (did you mean"
                        + " 'deadline'?)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "just text", "name: [", "- a"})
    void what_is_no_course_is_refused(String text) throws IOException {
        assertThat(mistakes(text)).isNotEmpty();
    }

    @Test
    void a_missing_file_is_a_mistake() {
        assertThat(CourseReader.read(folder.resolve("none"))).isInstanceOf(Faulty.class);
    }

    @Test
    void a_key_of_openssl_can_be_read() throws Exception {
        String pem = """
                -----BEGIN PRIVATE KEY-----
                MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
                -----END PRIVATE KEY-----
                -----BEGIN PUBLIC KEY-----
                MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
                -----END PUBLIC KEY-----
                """;

        assertThat(SealingKey.ofPem(pem).pem()).isEqualTo(pem);
    }
}
