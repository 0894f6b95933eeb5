package dev.statelab.batch.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statelab.batch.Results;
import dev.statelab.batch.result.ClassResults;
import dev.statelab.batch.result.ClassResults.Entry;
import dev.statelab.batch.result.ResultsFolder;
import dev.statelab.batch.roster.Roster;
import dev.statelab.batch.roster.Student;
import dev.statelab.batch.roster.Work.Nothing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class RenderingsTest {

    @TempDir
    private Path folder = Path.of("");

    private ClassResults four() {
        return Classes.four(folder.resolve("out"));
    }

    private static Entry entry(ClassResults results, String id) {
        return results.entries().stream().filter(entry -> entry.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void feedback_says_what_was_expected_found_and_to_try() {
        ClassResults results = four();

        assertThat(Feedback.of(results, entry(results, "bob"))).containsExactly("A small task", "Score: 60 of 100",
                "It is there: 60/60 (passed)", "It is headless: 0/40 (failed)", "  expected: a headless Service",
                "  found: 10.0.0.1", "  try: set clusterIP: None");
        assertThat(Feedback.of(results, entry(results, "eve"))).contains(
                "Your work could not be graded. This costs no points.");
    }

    @Test
    void gradescope_gets_score_time_and_tests() throws IOException {
        ClassResults results = four();

        JsonNode json = GradescopeResult.of(results, entry(results, "bob")).orElseThrow();

        assertThat(json).isEqualTo(new ObjectMapper().readTree("""
                {"score": 60, "execution_time": 1.0, "output": "A small task\\nScore: 60 of 100", "tests": [
                  {"score": 60, "max_score": 60, "name": "It is there", "output": "", "status": "passed",
                   "visibility": "visible"},
                  {"score": 0, "max_score": 40, "name": "It is headless",
                   "output": "expected: a headless Service\\nfound: 10.0.0.1\\ntry: set clusterIP: None",
                   "status": "failed", "visibility": "visible"}]}"""));
        assertThat(GradescopeResult.of(results, entry(results, "eve"))).isEmpty();
    }

    @Test
    void classroom_50_gets_its_result_where_the_roster_names_the_submission() throws IOException {
        Map<String, String> columns = Map.of("classroom", "cs50", "submission_tag", "submit/1", "commit",
                "https://example.org/c", "release", "https://example.org/r");
        List<Student> students = new ArrayList<>();
        for (String id : List.of("ann", "bob", "eve", "kim")) {
            students.add(new Student(2, id, "", new Nothing(), id.equals("bob") ? Map.of() : columns));
        }
        ClassResults results = Classes.results(folder.resolve("out"),
                new Roster(students, List.copyOf(columns.keySet()), List.of()));

        assertThat(Classroom50Result.of(results, entry(results, "ann")).orElseThrow())
                .isEqualTo(new ObjectMapper().readTree("""
                        {"schema": "classroom50/result/v1", "classroom": "cs50", "assignment": "small",
                         "submission": "submit/1", "commit": "https://example.org/c",
                         "release": "https://example.org/r", "review": "https://example.org/c",
                         "datetime": "1970-01-01T00:00:00Z", "score": 100, "max-score": 100, "tests": [
                           {"test-name": "there", "passed": true, "score": 60, "max-score": 60},
                           {"test-name": "headless", "passed": true, "score": 40, "max-score": 40}]}"""));
        assertThat(Classroom50Result.of(results, entry(results, "bob"))).isEmpty();
    }

    @Test
    void junit_counts_failures_errors_and_skipped() throws Exception {
        Document xml = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(ClassJUnit.render(Classes.hostile(folder.resolve("out")))
                        .getBytes(StandardCharsets.UTF_8)));

        assertThat(xml.getElementsByTagName("testsuite").getLength()).isEqualTo(4);
        assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(1);
        assertThat(xml.getElementsByTagName("error").getLength()).isEqualTo(1);
        assertThat(xml.getElementsByTagName("skipped").getLength()).isEqualTo(1);
    }

    @Test
    void markdown_names_what_failed_most_and_its_commonest_finding() {
        assertThat(ClassMarkdown.render(four()))
                .contains("| It is headless | 1 | 0 | expected a headless Service, found 10\\.0\\.0\\.1 (1×) |")
                .contains("| bob | Name of bob | graded | 60 | nothing that identifies it was readable |  |")
                .contains("| eve | Name of eve | could not be graded |  |  | the cluster said UNREACHABLE |");
    }

    @Test
    void markdown_shows_hostile_text_as_text() {
        assertThat(ClassMarkdown.render(Classes.hostile(folder.resolve("out"))))
                .doesNotContain("<script").doesNotContain("\u001b").doesNotContain("\u202e").contains("\\`\\*");
    }

    @Test
    void the_page_holds_hostile_text_as_text_and_needs_nothing_but_itself() {
        String html = ClassPage.render(Classes.hostile(folder.resolve("out")));

        assertThat(html).doesNotContain("<script>alert").contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("\u001b").doesNotContain("\u202e").doesNotContain("http://").doesNotContain("https://");
    }

    private ClassResults explained() {
        Roster roster = Results.roster("ann");
        try (ResultsFolder results = ResultsFolder.open(folder.resolve("out"), false, Results.RUBRIC, roster,
                () -> Instant.EPOCH)) {
            results.store(roster.students().getFirst(), Results.explained());
            return results.finish();
        }
    }

    @Test
    void students_are_told_what_is_behind_their_failures_but_nothing_of_what_is_hidden() {
        ClassResults results = explained();

        assertThat(Feedback.of(results, entry(results, "ann"))).containsSubsequence("Score: 0 of 100",
                "Why: The Service is called otherwise (behind there)", "  expected: web", "  found: wbe",
                "  try: rename it", "It is there: 0/60 (failed)").noneMatch(line -> line.contains("Nobody may know"));
        assertThat(GradescopeResult.of(results, entry(results, "ann")).orElseThrow().path("output").asText())
                .contains("Why: The Service is called otherwise (behind there)\n  expected: web")
                .doesNotContain("Nobody may know");
    }

    @Test
    void instructors_see_all_causes_and_the_commonest_of_each_criterion() {
        String html = ClassPage.render(explained());

        assertThat(html).contains("Why: The Service is called otherwise", "behind there, secret",
                "Why: Nobody may know");
        assertThat(ClassMarkdown.render(ClassResults.read(folder.resolve("out"))))
                .contains("| It is there | 1 | 0 | The Service is called otherwise (1×) |");
    }
}
