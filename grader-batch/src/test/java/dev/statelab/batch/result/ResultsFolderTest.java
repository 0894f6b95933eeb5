package dev.statelab.batch.result;

import static dev.statelab.batch.Results.RUBRIC;
import static dev.statelab.batch.Results.graded;
import static dev.statelab.batch.Results.roster;
import static dev.statelab.batch.Results.rubric;
import static dev.statelab.batch.Results.student;
import static dev.statelab.batch.Results.trouble;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.batch.roster.Roster;
import dev.statelab.batch.roster.Student;
import dev.statelab.batch.roster.Work.Submitted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ResultsFolderTest {

    @TempDir
    private Path parent = Path.of("");

    private Path folder() {
        return parent.resolve("out");
    }

    private ResultsFolder open(boolean resume, Roster roster) {
        return ResultsFolder.open(folder(), resume, RUBRIC, roster, () -> Instant.EPOCH);
    }

    private void store(String id, StudentOutcome outcome) {
        try (ResultsFolder results = open(false, roster(id))) {
            results.store(student(id), outcome);
        }
    }

    @Test
    void what_was_stored_is_there_after_a_restart() {
        store("s1", graded(false));

        try (ResultsFolder results = open(true, roster("s1"))) {
            assertThat(results.stored(student("s1"))).hasValueSatisfying(stored -> {
                assertThat(stored.status()).isEqualTo(StoredResult.Status.GRADED);
                assertThat(stored.score()).hasValueSatisfying(score -> assertThat(score.asInt()).isEqualTo(60));
            });
        }
    }

    @Test
    void who_has_no_score_has_none_on_disk_either() {
        store("s1", trouble(Trouble.Kind.UNREACHABLE));

        try (ResultsFolder results = open(true, roster("s1"))) {
            assertThat(results.stored(student("s1"))).hasValueSatisfying(stored -> {
                assertThat(stored.score()).isEmpty();
                assertThat(stored.troubleKind()).isEqualTo("unreachable");
            });
        }
    }

    @Test
    void a_result_of_other_work_does_not_count() {
        store("s1", graded(true));
        Student changed = new Student(2, "s1", "", new Submitted(Path.of("elsewhere"), ""), Map.of());

        try (ResultsFolder results = open(true, new Roster(List.of(changed), List.of(), List.of()))) {
            assertThat(results.stored(changed)).isEmpty();
            assertThat(results.finish().count(StoredResult.Status.NOT_YET_GRADED)).isEqualTo(1);
        }
    }

    @Test
    void a_result_that_was_changed_since_does_not_count() throws IOException {
        store("s1", graded(false));
        Path file = folder().resolve("students/s1.json");
        Files.writeString(file, Files.readString(file).replace("60", "99"));

        try (ResultsFolder results = open(true, roster("s1"))) {
            assertThat(results.stored(student("s1"))).isEmpty();
        }
    }

    @Test
    void a_result_without_its_line_in_the_journal_counts() throws IOException {
        store("s1", graded(true));
        Files.writeString(folder().resolve("journal.jsonl"), "");

        try (ResultsFolder results = open(true, roster("s1"))) {
            assertThat(results.stored(student("s1"))).isPresent();
        }
    }

    @Test
    void a_line_that_was_torn_off_is_dropped_and_nothing_else() throws IOException {
        store("s1", graded(true));
        Path journal = folder().resolve("journal.jsonl");
        long whole = Files.size(journal);
        Files.writeString(journal, "{\"at\":\"19", APPEND);

        open(true, roster("s1")).close();

        assertThat(Files.readAllLines(journal)).hasSize(3).allMatch(line -> line.endsWith("}"));
        assertThat(Files.size(journal)).isGreaterThan(whole);
    }

    @Test
    void a_journal_that_is_damaged_further_up_is_refused_and_left_alone() throws IOException {
        store("s1", graded(true));
        Path journal = folder().resolve("journal.jsonl");
        String damaged = "oops\n" + Files.readString(journal);
        Files.writeString(journal, damaged);

        assertThatThrownBy(() -> open(true, roster("s1"))).isInstanceOf(ResultsException.class)
                .hasMessageContaining("journal.jsonl:1");
        assertThat(journal).content().isEqualTo(damaged);
    }

    @Test
    void what_a_killed_process_had_not_finished_is_swept_away() throws IOException {
        store("s1", graded(true));
        Path left = Files.writeString(folder().resolve("students/.s2.json.part"), "{");

        open(true, roster("s1", "s2")).close();

        assertThat(left).doesNotExist();
    }

    @Test
    void a_second_batch_is_kept_out() {
        try (ResultsFolder _ = open(false, roster("s1"))) {
            assertThatThrownBy(() -> open(true, roster("s1"))).isInstanceOf(ResultsException.class)
                    .hasMessageContaining("Another batch");
        }
    }

    @Test
    void a_batch_is_not_begun_twice_by_accident() {
        store("s1", graded(true));

        assertThatThrownBy(() -> open(false, roster("s1"))).isInstanceOf(ResultsException.class)
                .hasMessageContaining("--resume");
    }

    @Test
    void a_folder_with_other_files_is_left_alone() throws IOException {
        Files.createDirectories(folder());
        Files.writeString(folder().resolve("thesis.txt"), "");

        assertThatThrownBy(() -> open(true, roster("s1"))).isInstanceOf(ResultsException.class)
                .hasMessageContaining("other files");
        assertThat(folder()).isDirectoryNotContaining("glob:**/batch.json");
    }

    @Test
    void a_file_in_place_of_the_folder_is_told() throws IOException {
        Files.writeString(folder(), "");

        assertThatThrownBy(() -> open(false, roster("s1"))).hasMessageContaining("is a file");
    }

    @Test
    void results_of_another_rubric_are_not_mixed_in() {
        store("s1", graded(true));

        assertThatThrownBy(() -> ResultsFolder.open(folder(), true, rubric("2", 50, 50), roster("s1"),
                () -> Instant.EPOCH)).isInstanceOf(ResultsException.class).hasMessageContaining("version 1");
    }

    @Test
    void a_result_that_cannot_be_written_leaves_what_was_there() throws IOException {
        try (ResultsFolder results = open(false, roster("s1"))) {
            results.store(student("s1"), graded(false));
            Path file = folder().resolve("students/s1.json");
            String before = Files.readString(file);
            Files.createDirectory(folder().resolve("students/.s1.json.part"));

            assertThatThrownBy(() -> results.store(student("s1"), graded(true))).isInstanceOf(ResultsException.class)
                    .hasMessageContaining("--resume");
            assertThat(file).content().isEqualTo(before);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void on_a_full_disk_what_is_there_stays_whole_and_the_batch_goes_on_when_there_is_room() throws IOException {
        Path noRoom;
        try (ResultsFolder results = open(false, roster("s1", "s2"))) {
            results.store(student("s1"), graded(false));
            // The kernel answers each write to it as it does on a full disk.
            noRoom = Files.createSymbolicLink(folder().resolve("students/.s2.json.part"), Path.of("/dev/full"));

            assertThatThrownBy(() -> results.store(student("s2"), graded(true))).isInstanceOf(ResultsException.class)
                    .hasMessageContaining("No space left on device").hasMessageContaining("--resume");
        }
        assertThat(noRoom).doesNotExist();

        try (ResultsFolder results = open(true, roster("s1", "s2"))) {
            assertThat(results.stored(student("s1"))).isPresent();
            assertThat(results.stored(student("s2"))).isEmpty();
            results.store(student("s2"), graded(true));
            assertThat(results.finish().count(StoredResult.Status.GRADED)).isEqualTo(2);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_folder_that_nobody_may_write_into_is_told() {
        // Not even root may write there, so that it is one for whoever runs this test.
        assertThatThrownBy(() -> ResultsFolder.open(Path.of("/proc/self/fdinfo"), false, RUBRIC, roster("s1"),
                () -> Instant.EPOCH)).isInstanceOf(ResultsException.class)
                .hasMessageContaining("The folder /proc/self/fdinfo cannot be used");
    }

    @Test
    void the_gradebook_has_an_empty_cell_where_there_is_no_score() throws IOException {
        try (ResultsFolder results = open(false, roster("s1", "s2", "s3", "s4"))) {
            results.store(student("s1"), graded(false));
            results.store(student("s2"), trouble(Trouble.Kind.UNREACHABLE));
            results.store(student("s3"), new StudentOutcome.NothingHandedIn());
            ClassResults _ = results.finish();
        }

        assertThat(folder().resolve("gradebook.csv")).content().isEqualToNormalizingNewlines("""
                student_id,name,status,score,max_score,there,headless,reason
                s1,Name of s1,graded,60,100,60,0,
                s2,Name of s2,not-graded,,100,,,the cluster said UNREACHABLE
                s3,Name of s3,nothing-handed-in,,100,,,
                s4,Name of s4,not-yet-graded,,100,,,
                """);
    }

    @Test
    void the_summary_counts_and_names_who_needs_a_person() throws IOException {
        try (ResultsFolder results = open(false, roster("s1", "s2", "s3"))) {
            results.store(student("s1"), graded(false));
            results.store(student("s2"), graded(true));
            results.store(student("s3"), trouble(Trouble.Kind.FORBIDDEN));
            ClassResults _ = results.finish();
        }

        JsonNode summary = Json.MAPPER.readTree(folder().resolve("summary.json").toFile());
        assertThat(summary.at("/status/graded").asInt()).isEqualTo(2);
        assertThat(summary.at("/passed").asInt()).isEqualTo(2);
        assertThat(summary.at("/scores/median").asDouble()).isEqualTo(80);
        assertThat(summary.at("/criteria/1/failed").asInt()).isEqualTo(1);
        assertThat(summary.at("/needsAttention/0/studentId").asText()).isEqualTo("s3");
        assertThat(summary.at("/needsAttention/0/kind").asText()).isEqualTo("forbidden");
    }
}
