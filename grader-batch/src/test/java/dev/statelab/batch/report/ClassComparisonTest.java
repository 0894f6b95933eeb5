package dev.statelab.batch.report;

import static dev.statelab.batch.Results.RUBRIC;
import static dev.statelab.batch.Results.graded;
import static dev.statelab.batch.Results.trouble;
import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.batch.Results;
import dev.statelab.batch.result.ClassResults;
import dev.statelab.batch.result.ResultsFolder;
import dev.statelab.batch.result.StudentOutcome;
import dev.statelab.batch.result.Trouble.Kind;
import dev.statelab.batch.roster.Roster;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassComparisonTest {

    @TempDir
    private Path folder = Path.of("");

    private ClassResults results(String name, Map<String, StudentOutcome> outcomes, String... ids) {
        Roster roster = Results.roster(ids);
        try (ResultsFolder results = ResultsFolder.open(folder.resolve(name), false, RUBRIC, roster,
                () -> Instant.EPOCH)) {
            roster.students().forEach(student -> Optional.ofNullable(outcomes.get(student.id()))
                    .ifPresent(outcome -> results.store(student, outcome)));
            return results.finish();
        }
    }

    @Test
    void whose_result_is_another_one_is_told_with_the_criteria_that_it_comes_from() {
        ClassResults before = results("a", Map.of("ann", graded(true), "bob", graded(true), "eve", graded(false)),
                "ann", "bob", "eve", "gone");
        ClassResults after = results("b",
                Map.of("ann", graded(false), "bob", graded(true), "eve", trouble(Kind.UNREACHABLE)),
                "ann", "bob", "eve", "new");

        assertThat(ClassComparison.render(before, after)).isEqualTo("""
                ann: 100 points before, 60 points now
                  headless: passed (40 of 40) before, failed (0 of 40) now: expected a headless Service, found 10.0.0.1
                eve: 60 points before, not graded now
                  now: the cluster said UNREACHABLE
                  there: passed (60 of 60) before, not judged now
                  headless: failed (0 of 40) before, not judged now: expected a headless Service, found 10.0.0.1
                gone: is not in the second class
                new: is not in the first class
                The same for 1 student
                """);
    }

    @Test
    void two_runs_that_came_to_the_same_have_nothing_to_tell() {
        ClassResults once = results("a", Map.of("ann", graded(true)), "ann");

        assertThat(ClassComparison.render(once, once)).isEqualTo("1 student, all with the same result\n");
    }
}
