package dev.statelab.batch.report;

import static dev.statelab.batch.Results.RUBRIC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.batch.Results;
import dev.statelab.batch.result.ClassResults;
import dev.statelab.batch.result.ResultsFolder;
import dev.statelab.batch.result.StudentOutcome;
import dev.statelab.batch.result.StudentOutcome.Graded;
import dev.statelab.batch.roster.Roster;
import dev.statelab.batch.roster.Student;
import dev.statelab.batch.roster.Work.Live;
import dev.statelab.core.result.ClaimContents;
import dev.statelab.core.result.Evaluation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdenticalContentsTest {

    @TempDir
    private Path folder = Path.of("");

    private final Map<Student, StudentOutcome> outcomes = new LinkedHashMap<>();

    private static ClaimContents claim(String name, String uid, String... files) {
        return new ClaimContents(name, uid, Stream.of(files).map(file -> file.repeat(64)).toList());
    }

    private void graded(String id, ClaimContents... contents) {
        Evaluation one = ((Graded) Results.graded(true)).evaluation();
        outcomes.put(new Student(outcomes.size() + 2, id, "", new Live(Path.of(id + ".yaml"), "", "lab"), Map.of()),
                new Graded(new Evaluation(one.id(), one.task(), "lab", one.startedAt(), one.cluster(), one.parameters(),
                        one.criteria(), one.rootCauses(), one.noticed(), List.of(contents), one.timing())));
    }

    private String rendered() {
        return ClassSimilarity.render(stored());
    }

    private ClassResults stored() {
        Roster roster = new Roster(new ArrayList<>(outcomes.keySet()), List.of(), List.of());
        try (ResultsFolder results = ResultsFolder.open(folder, false, RUBRIC, roster, () -> Instant.EPOCH)) {
            outcomes.forEach(results::store);
            return ClassResults.read(folder);
        }
    }

    @Test
    void who_has_the_same_on_a_claim_is_named_with_the_claim() {
        graded("ann", claim("data-kv-0", "u1", "a", "b"), claim("data-kv-1", "u2", "c"));
        graded("eve", claim("data-kv-0", "u3", "d"));
        graded("bob", claim("data-kv-0", "u4", "a", "b"));

        assertThat(rendered()).contains("\nidentical claim contents (2 files): ann (data-kv-0), bob (data-kv-0)\n",
                "Compared were the files on the claims of 3 students").doesNotContain("eve");
    }

    @Test
    void the_page_and_markdown_name_them_too() {
        graded("ann", claim("data-kv-0", "u1", "a", "b"));
        graded("<bob>", claim("data-kv-0", "u2", "a", "b"));

        ClassResults results = stored();

        assertThat(ClassPage.render(results)).contains("<h2>The same on claims</h2>",
                "<li>2 files: ann (data-kv-0), &lt;bob&gt; (data-kv-0)</li>");
        assertThat(ClassMarkdown.render(results))
                .contains("| 2 files | ann \\(data\\-kv\\-0\\), &#60;bob&#62; \\(data\\-kv\\-0\\) |");
    }

    @Test
    void who_has_used_a_copied_claim_since_is_named_too() {
        graded("ann", claim("data-kv-0", "", "a", "b"));
        graded("bob", claim("other", "", "a", "c", "d"));

        assertThat(rendered()).contains("\nidentical claim contents (1 file): ann (data-kv-0), bob (other)\n");
    }

    @Test
    void what_others_share_besides_is_told_apart_the_most_first() {
        graded("ann", claim("data-kv-0", "u1", "a", "b", "c"));
        graded("bob", claim("data-kv-0", "u2", "a", "b", "c"));
        graded("kim", claim("data-kv-0", "u3", "a"));

        assertThat(rendered()).containsSubsequence("(2 files): ann (data-kv-0), bob (data-kv-0)\n",
                "(1 file): ann (data-kv-0), bob (data-kv-0), kim (data-kv-0)\n");
    }

    @Test
    void what_one_student_has_on_several_claims_is_nobodys_copy() {
        graded("ann", claim("data-kv-0", "u1", "a"), claim("data-kv-1", "u2", "a"));
        graded("bob", claim("data-kv-0", "u3", "b"));

        assertThat(rendered()).contains("No two of 2 students have the same on their claims.\n")
                .doesNotContain("identical");
        assertThat(ClassPage.render(ClassResults.read(folder))).doesNotContain("The same on claims");
    }

    @Test
    void what_more_than_a_quarter_of_a_class_has_says_nothing() {
        for (int student = 0; student < 8; student++) {
            graded("s" + student, claim("data", "u" + student, student < 3 ? "a" : "" + student,
                    student > 5 ? "b" : "" + student));
        }

        assertThat(rendered()).contains("identical claim contents (1 file): s6 (data), s7 (data)\n")
                .doesNotContain("s0");
    }

    @Test
    void students_of_one_namespace_have_one_claim_and_no_copies() {
        graded("ann", claim("data-kv-0", "u1", "a"), claim("data-kv-1", "u2", "a"));
        graded("bob", claim("data-kv-0", "u1", "a"), claim("data-kv-1", "u2", "a"));

        assertThat(rendered()).contains("No two of 2 students have the same on their claims.",
                "one cluster (of an object: UID u1)", ": ann, bob\n").doesNotContain("identical");
    }

    @Test
    void a_copy_of_what_two_in_one_namespace_have_is_one() {
        graded("ann", claim("data-kv-0", "u1", "a"));
        graded("bob", claim("data-kv-0", "u1", "a"));
        graded("eve", claim("data-kv-0", "", "a"));

        assertThat(rendered()).contains("(1 file): ann (data-kv-0), bob (data-kv-0), eve (data-kv-0)\n");
    }

    @Test
    void nothing_is_said_where_nothing_was_read() {
        graded("ann");
        graded("bob");

        assertThat(rendered()).doesNotContain("claim");
    }
}
