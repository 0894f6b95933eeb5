package dev.statelab.batch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.batch.csv.Sheet;
import dev.statelab.batch.report.ForeignSheet.Filled;
import dev.statelab.batch.report.ForeignSheet.Unfit;
import dev.statelab.batch.result.ClassResults;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanvasGradebookTest {

    private static final String EXPORTED = """
            Student,ID,SIS User ID,SIS Login ID,Section,A small task (77),Other (78),Current Score
                Points Possible,,,,,100,10,(read only)
            "Doe, Ann",1,u1,ann,A,,5,50
            Bob,2,u2,bob,A,99,5,50
            Eve,3,u3,eve,A,12,5,50
            Kim,4,u4,kim,A,,5,50
            Zoe,5,u5,zoe,A,7,5,50
            """;

    @TempDir
    private Path folder = Path.of("");

    private ForeignSheet fill(String exported, String assignment) throws IOException {
        ClassResults results = Classes.four(folder.resolve("out"));
        Sheet sheet = Classes.sheet(folder.resolve("exported.csv"), exported);
        return CanvasGradebook.fill(sheet, results, assignment);
    }

    @Test
    void scores_go_into_the_column_with_the_tasks_title_and_who_has_none_keeps_the_cell() throws IOException {
        assertThat(fill(EXPORTED, "")).isInstanceOfSatisfying(Filled.class, filled -> {
            assertThat(filled.text()).isEqualToNormalizingNewlines("""
                    Student,ID,SIS User ID,SIS Login ID,Section,A small task (77)
                    "    Points Possible",,,,,100
                    "Doe, Ann",1,u1,ann,A,100
                    Bob,2,u2,bob,A,60
                    Eve,3,u3,eve,A,12
                    Kim,4,u4,kim,A,
                    Zoe,5,u5,zoe,A,7
                    """);
            assertThat(filled.missing()).isEmpty();
        });
    }

    @Test
    void another_column_can_be_named() throws IOException {
        assertThat(fill(EXPORTED, "Other (78)")).isInstanceOfSatisfying(Filled.class,
                filled -> assertThat(filled.text()).contains("Other (78)").contains("Bob,2,u2,bob,A,60"));
        assertThat(CanvasGradebook.fill(Classes.sheet(folder.resolve("e.csv"), EXPORTED),
                ClassResults.read(folder.resolve("out")), "None (1)")).isInstanceOf(Unfit.class);
    }

    @Test
    void without_its_column_a_new_assignment_is_named_after_the_task() throws IOException {
        assertThat(fill("Student,ID,SIS Login ID,Section\nAnn,1,ann,A\n", "")).isInstanceOfSatisfying(Filled.class,
                filled -> {
                    assertThat(filled.text()).isEqualToNormalizingNewlines(
                            "Student,ID,SIS Login ID,Section,A small task\nAnn,1,ann,A,100\n");
                    assertThat(filled.missing()).containsExactly("bob");
                });
    }

    @Test
    void another_programs_file_is_refused() throws IOException {
        assertThat(fill("Identifier,Grade\nx,\n", "")).isInstanceOf(Unfit.class);
    }
}
