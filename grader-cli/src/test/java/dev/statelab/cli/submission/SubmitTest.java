package dev.statelab.cli.submission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statelab.cli.GraderException;
import dev.statelab.cli.Installation;
import dev.statelab.cli.Screen;
import dev.statelab.cli.home.PrivateFolder;
import dev.statelab.core.submission.SealingKey;
import dev.statelab.lab.LabCluster;
import dev.statelab.lab.LabOptions;
import dev.statelab.lab.api.ResourceTypes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Handing in on a lab cluster, and what an instructor then sees. */
class SubmitTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    private Path folder = Path.of("");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private LabCluster lab = LabCluster.start(LabOptions.defaults().withSpeed(10));

    @BeforeEach
    void kubeconfig() throws IOException {
        Files.writeString(folder.resolve("kubeconfig"), lab.kubeconfig());
    }

    @AfterEach
    void end() {
        lab.close();
    }

    private Screen screen() {
        return new Screen(new PrintWriter(out, true), new PrintWriter(err, true), false, false, true, 80);
    }

    private int run(Object command, String... args) {
        return new CommandLine(command).setExecutionExceptionHandler((exception, _, _) -> {
            if (exception instanceof GraderException expected) {
                err.append(expected.getMessage());
                return expected.exitCode();
            }
            throw exception;
        }).execute(args);
    }

    private int submit(String answer, String... options) {
        List<String> args = new ArrayList<>(List.of("task-02", "--kubeconfig", folder.resolve("kubeconfig").toString(),
                "--namespace", "default"));
        args.addAll(List.of(options));
        return run(new SubmitCommand(screen(), new Installation(Path.of("..")),
                new BufferedReader(new StringReader(answer)), user(), InstantSource.fixed(NOW)),
                args.toArray(String[]::new));
    }

    private PrivateFolder user() {
        return PrivateFolder.ofUser(Map.of("HOME", folder.toString()));
    }

    private int verify(Path file, String... options) {
        List<String> args = new ArrayList<>(List.of(file.toString()));
        args.addAll(List.of(options));
        return run(new VerifyCommand(screen(), new Installation(Path.of(".."))), args.toArray(String[]::new));
    }

    private Path course(String deadline, SealingKey key) throws IOException {
        return Files.writeString(folder.resolve("course.yaml"),
                "name: Cloud\ndeadline: " + deadline + "\npublicKey: |\n"
                        + key.pem().substring(key.pem().indexOf("-----BEGIN PUBLIC")).indent(2));
    }

    private List<Path> submissions() throws IOException {
        Path all = folder.resolve(".statelab/submissions");
        try (Stream<Path> files = Files.isDirectory(all) ? Files.list(all) : Stream.empty()) {
            return files.sorted().toList();
        }
    }

    @Test
    void what_is_handed_in_holds_and_a_second_one_stands_beside_it() throws IOException {
        Path file = folder.resolve("handed-in.json");

        int exitCode = submit("y\n", "--student", "alice@example.org", "--output", file.toString());

        assertThat(exitCode).as(err.toString()).isEqualTo(1);
        assertThat(out.toString()).contains("0 of 100").contains("Hand in this file: " + file)
                .contains("does not prove how the score came about");
        assertThat(submissions()).hasSize(1).allSatisfy(kept -> {
            assertThat(kept).hasSameTextualContentAs(file);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept))).isEqualTo("rw-------");
        });
        assertThat(verify(file)).as(out.toString()).isZero();
        assertThat(out.toString()).contains("handed-in.json: OK")
                .contains("alice@example.org, task-02 version 1, number 1")
                .contains("sealed with a key of the student's: unchanged since, which does not prove")
                .contains("noticed: an object in it was created at ", "one of the clocks is wrong");

        submit("", "--yes", "--output", file.toString());

        assertThat(err.toString()).contains("You have handed in this task before: number 1, " + NOW + ", 0 of 100")
                .contains(file + " is there already, and stays as it is.");
        assertThat(submissions()).extracting(each -> each.getFileName().toString())
                .containsExactly("task-02-submission-1.json", "task-02-submission-2.json");
        JsonNode second = new ObjectMapper().readTree(submissions().getLast().toFile());
        assertThat(second.path("number").asInt()).isEqualTo(2);
        assertThat(second.path("student").asText()).isEqualTo("alice@example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "n\n", "\n", "maybe\n"})
    void without_a_yes_nothing_is_handed_in(String answer) throws IOException {
        assertThat(submit(answer, "--student", "alice")).isEqualTo(2);

        assertThat(err.toString()).contains("Hand in task-02 as alice with 0 of 100 points? [y/N]")
                .contains("Nothing was handed in.");
        assertThat(submissions()).isEmpty();
    }

    @Test
    void an_incomplete_evaluation_cannot_be_handed_in() throws IOException {
        // An API server that is gone after its namespace was asked for would do too; no cluster at all is quicker.
        lab.close();

        assertThat(submit("y\n", "--student", "alice")).isEqualTo(3);

        assertThat(submissions()).isEmpty();
    }

    @Test
    void who_hands_in_has_to_be_known_before_anything_is_graded() throws IOException {
        assertThat(submit("y\n")).isEqualTo(2);

        assertThat(err.toString()).contains("--student alice@example.org");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_home_that_cannot_be_written_hands_nothing_in() throws IOException {
        Files.writeString(folder.resolve(".statelab"), "in the way");

        assertThat(submit("y\n", "--student", "alice")).isEqualTo(2);

        assertThat(err.toString()).contains("Nothing was handed in, because " + folder.resolve(".statelab"));
    }

    @Test
    void a_key_that_is_damaged_is_named() throws IOException {
        user().write("key.pem", "no key");

        assertThat(submit("y\n", "--student", "alice")).isEqualTo(2);

        assertThat(err.toString()).contains("key.pem is no key");
    }

    @Test
    void the_course_s_key_is_authoritative_and_its_deadline_counts() throws IOException {
        SealingKey key = SealingKey.generate();
        user().write("course-key.pem", key.pem());
        String course = course("2026-11-20T12:00:00Z", key).toString();
        submit("", "--yes", "--student", "alice", "--course", course, "--output", folder.resolve("a.json").toString(),
                "--key", folder.resolve(".statelab/course-key.pem").toString());

        assertThat(verify(folder.resolve("a.json"), "--course", course)).as(out.toString()).isZero();
        assertThat(out.toString()).contains("sealed with the course's key: authoritative");

        course("2026-11-20T11:59:59Z", key);
        assertThat(verify(folder.resolve("a.json"), "--course", course)).isEqualTo(1);
        assertThat(out.toString()).contains("late: the deadline was 2026-11-20T11:59:59Z");
    }

    @Test
    void a_changed_file_is_refused_and_the_change_is_named() throws IOException {
        Path file = folder.resolve("a.json");
        submit("", "--yes", "--student", "alice", "--output", file.toString());
        Files.writeString(file, Files.readString(file).replace("\"score\" : 0", "\"score\" : 9"));

        assertThat(verify(file)).isEqualTo(1);

        assertThat(out.toString()).contains("a.json: REFUSED").contains("changed: /evaluation/score");
    }

    @Test
    void two_students_with_one_cluster_are_noticed_and_both_hold() throws IOException {
        Path alice = folder.resolve("alice.json");
        Path bob = folder.resolve("bob.json");
        submit("", "--yes", "--student", "alice", "--output", alice.toString());
        submit("", "--yes", "--student", "bob", "--output", bob.toString());
        String uid = lab.api().find(ResourceTypes.NAMESPACE, "", "kube-system").orElseThrow().at("/metadata/uid")
                .asText();

        assertThat(verify(alice, bob.toString())).as(out.toString()).isZero();

        assertThat(out.toString()).contains("  cluster: " + uid + ", authority ").contains("noticed: " + alice
                + " (alice) and " + bob + " (bob) have in common an object with the UID ");
    }

    @Test
    void what_is_no_submission_is_refused_and_the_others_are_still_judged() throws IOException {
        Path other = Files.writeString(folder.resolve("other.json"), "{}");

        assertThat(verify(other, folder.resolve("none").toString(), folder.toString())).isEqualTo(2);

        assertThat(out.toString()).contains("other.json: REFUSED").contains("none: cannot be read");
    }
}
