package dev.statelab.hostile.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import dev.statelab.core.Limits;
import dev.statelab.hostile.grader.Classroom;
import dev.statelab.hostile.grader.GraderRun;
import dev.statelab.hostile.server.HostileServer;
import dev.statelab.hostile.table.Attack;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** What an API server that a student controls can do to the grader that asks it. */
@Attack("API servers of others")
class ApiServerTest {

    /** More than an operating system keeps of a connection; without an end, a gigabyte comes through loopback in a second. */
    private static final long BUFFERS = 64 << 20;

    private static final HeldCertificate AUTHORITY = new HeldCertificate.Builder().certificateAuthority(0).build();

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = {"ENDLESS_BODY", "ENDLESS_BODY_OF_WHAT_IS_SKIPPED", "ENDLESS_FIELDS",
        "ENDLESS_CHUNK_EXTENSION",
        "ONE_BYTE_A_MINUTE", "SILENCE"})
    void it_cannot_be_graded_and_is_told_why(Misbehaviour misbehaviour) throws Exception {
        assertNotGraded(misbehaviour);
    }

    /** Those that end with a deadline of the grader's, or after much that is read. */
    @Tag("long")
    @ParameterizedTest
    @EnumSource(mode = Mode.INCLUDE, names = {"ENDLESS_BODY", "ENDLESS_BODY_OF_WHAT_IS_SKIPPED", "ENDLESS_FIELDS",
        "ENDLESS_CHUNK_EXTENSION", "ONE_BYTE_A_MINUTE", "SILENCE"})
    void it_cannot_be_graded_and_is_told_why_in_time(Misbehaviour misbehaviour) throws Exception {
        assertNotGraded(misbehaviour);
    }

    private void assertNotGraded(Misbehaviour misbehaviour) throws Exception {
        try (HostileServer server = HostileServer.start(misbehaviour)) {
            Classroom classroom = new Classroom(folder);
            classroom.put("eve.kubeconfig", server.kubeconfig());

            GraderRun run = classroom.grade(List.of("eve,Eve,eve.kubeconfig,,,"), "--allow-loopback", "--per-student",
                    "60s");
            assertThat(run.exitCode()).as(run.printed()).isEqualTo(3);
            assertThat(classroom.gradebook()).as("no score, and no zero").contains("eve,Eve,not-graded,,100");
            assertThat(run.printed()).contains("eve (row 2): Expected").doesNotContain("\tat ", "Exception",
                    "Stream");
            assertThat(server.longestAnswer()).as("bytes of one answer").isLessThan(Limits.UNSEEN + BUFFERS);
        }
    }

    /** Java takes a quarter of the machine unless it is told. */
    @Tag("long")
    @ParameterizedTest
    @EnumSource(mode = Mode.INCLUDE, names = {"ENDLESS_OBJECTS", "ENDLESS_BODY", "GZIP_BOMB"})
    void little_memory_is_enough_for_it(Misbehaviour misbehaviour) throws Exception {
        try (HostileServer server = HostileServer.start(misbehaviour)) {
            Classroom classroom = new Classroom(folder);
            classroom.put("eve.kubeconfig", server.kubeconfig());

            GraderRun run = GraderRun.inProcess(List.of("-Xmx160m"), Map.of("HOME", folder.toString()),
                    classroom.command(List.of("eve,Eve,eve.kubeconfig,,,"), "--allow-loopback", "--per-student",
                            "60s"));

            assertThat(run.exitCode()).as(run.printed()).isEqualTo(3);
            assertThat(classroom.gradebook()).contains("eve,Eve,not-graded,,100");
            assertThat(run.printed()).contains("eve (row 2): Expected").doesNotContain("OutOfMemory", "Java heap");
        }
    }

    private static Stream<Arguments> certificates() {
        Instant now = Instant.now();
        return Stream.of(
                Arguments.of(named("another name", signed(new HeldCertificate.Builder()
                        .addSubjectAlternativeName("other.example")))),
                Arguments.of(named("no name at all", signed(new HeldCertificate.Builder().commonName("127.0.0.1")))),
                Arguments.of(named("expired", signed(new HeldCertificate.Builder()
                        .addSubjectAlternativeName("127.0.0.1")
                        .validityInterval(now.minus(Duration.ofDays(2)).toEpochMilli(),
                                now.minus(Duration.ofDays(1)).toEpochMilli())))),
                Arguments.of(named("not yet valid", signed(new HeldCertificate.Builder()
                        .addSubjectAlternativeName("127.0.0.1")
                        .validityInterval(now.plus(Duration.ofDays(1)).toEpochMilli(),
                                now.plus(Duration.ofDays(2)).toEpochMilli())))),
                Arguments.of(named("of somebody else", new HeldCertificate.Builder()
                        .addSubjectAlternativeName("127.0.0.1").build())));
    }

    private static HeldCertificate signed(HeldCertificate.Builder certificate) {
        return certificate.signedBy(AUTHORITY).build();
    }

    @ParameterizedTest
    @MethodSource("certificates")
    void a_server_whose_certificate_does_not_prove_who_it_is_gets_no_request(HeldCertificate certificate)
            throws Exception {
        try (HostileServer server = HostileServer.start(certificate, Misbehaviour.NO_LIST)) {
            Classroom classroom = new Classroom(folder);
            classroom.put("eve.kubeconfig", server.kubeconfig(AUTHORITY));

            GraderRun run = classroom.grade(List.of("eve,Eve,eve.kubeconfig,,,"), "--allow-loopback");

            assertThat(run.exitCode()).as(run.printed()).isEqualTo(3);
            assertThat(classroom.gradebook()).as("no score, and no zero").contains("eve,Eve,not-graded,,100");
            assertThat(run.out()).contains("eve (row 2): Expected to reach the API server");
            assertThat(server.requests()).isEmpty();
        }
    }
}
