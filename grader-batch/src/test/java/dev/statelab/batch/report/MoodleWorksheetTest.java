package dev.statelab.batch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.batch.report.ForeignSheet.Filled;
import dev.statelab.batch.report.ForeignSheet.Unfit;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoodleWorksheetTest {

    @TempDir
    private Path folder = Path.of("");

    private ForeignSheet fill(String exported) throws IOException {
        return MoodleWorksheet.fill(Classes.sheet(folder.resolve("exported.csv"), exported),
                Classes.four(folder.resolve("out")));
    }

    @Test
    void grades_and_feedback_are_filled_in_and_all_else_stays() throws IOException {
        String modified = "\"Thursday, 19 November 2026, 10:00 AM\"";

        assertThat(fill("""
                Identifier,Full name,ID number,Status,Grade,Maximum grade,Last modified (grade),Feedback comments
                Participant 11,Ann,ann,Submitted,,10.00,%s,
                Participant 12,Bob,bob,Submitted,3,10.00,%s,old
                Participant 13,Eve,eve,Submitted,4,10.00,-,old
                """.formatted(modified, modified))).isInstanceOfSatisfying(Filled.class, filled -> {
            assertThat(filled.text()).isEqualToNormalizingNewlines("""
                    Identifier,Full name,ID number,Status,Grade,Maximum grade,Last modified (grade),Feedback comments
                    Participant 11,Ann,ann,Submitted,10,10.00,%s,A small task<br />Score: 100 of 100<br />\
                    It is there: 60/60 (passed)<br />It is headless: 40/40 (passed)
                    Participant 12,Bob,bob,Submitted,6,10.00,%s,A small task<br />Score: 60 of 100<br />\
                    It is there: 60/60 (passed)<br />It is headless: 0/40 (failed)<br />\
                    expected: a headless Service<br />found: 10.0.0.1<br />try: set clusterIP: None
                    Participant 13,Eve,eve,Submitted,4,10.00,-,old
                    """.formatted(modified, modified));
        });
    }

    @Test
    void without_a_maximum_the_points_are_the_grade() throws IOException {
        assertThat(fill("Identifier,Grade,Last modified (grade)\nann,,x\n")).isInstanceOfSatisfying(Filled.class,
                filled -> {
                    assertThat(filled.text()).contains("ann,100,x");
                    assertThat(filled.missing()).containsExactly("bob");
                });
    }

    @Test
    void a_file_without_the_columns_that_moodle_asks_for_is_refused() throws IOException {
        assertThat(fill("Identifier,Grade\nann,\n")).isInstanceOfSatisfying(Unfit.class,
                unfit -> assertThat(unfit.message()).contains("Last modified (grade)"));
    }
}
