package dev.statelab.batch.result;

import static dev.statelab.batch.Results.RUBRIC;
import static dev.statelab.batch.Results.failed;
import static dev.statelab.batch.Results.graded;
import static dev.statelab.batch.Results.roster;
import static dev.statelab.batch.Results.rubric;
import static dev.statelab.batch.Results.student;
import static dev.statelab.batch.Results.trouble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.statelab.batch.result.ResultsFolder.Regrading;
import dev.statelab.batch.result.StoredResult.Status;
import dev.statelab.batch.result.StudentOutcome.Graded;
import dev.statelab.core.result.Credit;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Finding;
import dev.statelab.core.result.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rubric that changed after a class was graded. */
class RegradeTest {

    @TempDir
    private Path parent = Path.of("");

    private Path folder() {
        return parent.resolve("out");
    }

    private void store(Rubric rubric, StudentOutcome... outcomes) {
        String[] ids = new String[outcomes.length];
        for (int i = 0; i < outcomes.length; i++) {
            ids[i] = "s" + i;
        }
        try (ResultsFolder results = ResultsFolder.open(folder(), false, rubric, roster(ids), () -> Instant.EPOCH)) {
            for (int i = 0; i < outcomes.length; i++) {
                results.store(student("s" + i), outcomes[i]);
            }
        }
    }

    private Regrading regrade(Rubric rubric) {
        return ResultsFolder.regrade(folder(), rubric, () -> Instant.EPOCH);
    }

    private static StoredResult result(Regrading regrading, int student) {
        return regrading.results().entries().get(student).result();
    }

    private static String score(Regrading regrading, int student) {
        return result(regrading, student).score().map(Object::toString).orElse("none");
    }

    @Test
    void other_points_are_given_for_the_same_outcomes() {
        store(RUBRIC, graded(true), graded(false), failed());

        Regrading regrading = regrade(rubric("2", 30, 70));

        assertThat(List.of(score(regrading, 0), score(regrading, 1), score(regrading, 2)))
                .containsExactly("100", "30", "0");
        assertThat(List.of(result(regrading, 0).passed(), result(regrading, 1).passed())).containsExactly(true, false);
        assertThat(folder().resolve("gradebook.csv")).content().contains("s1,Name of s1,graded,30,100,30,0");
        assertThat(regrading.notFromEvidence()).isEmpty();
    }

    @Test
    void done_twice_it_comes_to_the_same_and_the_batch_goes_on_by_the_new_rubric() throws IOException {
        store(RUBRIC, graded(false));
        Rubric now = rubric("2", 30, 70);

        regrade(now);
        byte[] once = Files.readAllBytes(folder().resolve("students/s0.json"));
        regrade(now);

        assertThat(folder().resolve("students/s0.json")).hasBinaryContent(once);
        try (ResultsFolder results = ResultsFolder.open(folder(), true, now, roster("s0"), () -> Instant.EPOCH)) {
            assertThat(results.stored(student("s0"))).isPresent();
        }
    }

    @Test
    void who_has_no_score_gets_none() {
        store(RUBRIC, trouble(Trouble.Kind.UNREACHABLE));

        assertThat(score(regrade(rubric("2", 30, 70)), 0)).isEqualTo("none");
    }

    @Test
    void a_rubric_that_asks_for_something_else_is_refused_and_nothing_is_touched() throws IOException {
        store(RUBRIC, graded(true));
        byte[] before = Files.readAllBytes(folder().resolve("students/s0.json"));
        Rubric other = rubric(RUBRIC.text().replace("clusterIP ==", "clusterIP !="));

        assertThatThrownBy(() -> regrade(other)).isInstanceOf(ResultsException.class).hasMessageContaining("headless");
        assertThat(folder().resolve("students/s0.json")).hasBinaryContent(before);
    }

    @Test
    void a_batch_does_not_go_on_by_a_rubric_that_asks_for_something_else() {
        store(RUBRIC, graded(true));
        Rubric other = rubric(RUBRIC.text().replace("exists(service)", "exists(service) == true"));

        assertThatThrownBy(
                () -> ResultsFolder.open(folder(), true, other, roster("s0"), () -> Instant.EPOCH).close())
                .isInstanceOf(ResultsException.class).hasMessageContaining("there");
    }

    @Test
    void a_text_that_was_not_made_of_what_was_observed_is_told_in_the_words_of_today() {
        Rubric before = rubric(RUBRIC.text().replace("\"None\"}", "\"None\", hint: 'set clusterIP: None'}"));
        Rubric now = rubric(before.text().replace("'set clusterIP: None'", "'write clusterIP: None'"));
        store(before, graded(false));

        Regrading regrading = regrade(now);

        assertThat(result(regrading, 0).criteria().get(1).findings().getFirst().hint())
                .isEqualTo("write clusterIP: None");
    }

    @Test
    void who_got_a_part_of_points_that_are_shared_out_otherwise_is_named_and_has_no_score() {
        store(RUBRIC, partly(), graded(true));

        Regrading regrading = regrade(rubric("2", 30, 70));

        assertThat(regrading.notFromEvidence()).containsExactly("s0: headless");
        assertThat(result(regrading, 0).status()).isEqualTo(Status.NOT_GRADED);
        assertThat(result(regrading, 0).troubleKind()).isEqualTo("rubric-changed");
        assertThat(score(regrading, 1)).isEqualTo("100");
    }

    private static StudentOutcome partly() {
        Evaluation whole = ((Graded) graded(true)).evaluation();
        return new Graded(new Evaluation(whole.id(), whole.task(), whole.namespace(), whole.startedAt(),
                whole.cluster(), List.of(),
                List.of(whole.criteria().getFirst(), new CriterionResult("headless", "It is headless", 10, 40,
                        Credit.REGULAR, new Outcome.Partial(List.of(new Finding("a", "b", "c"))), List.of(), 1)),
                List.of(), List.of(), List.of(), whole.timing()));
    }
}
