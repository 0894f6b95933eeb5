package dev.statelab.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.Tasks;
import org.junit.jupiter.api.Test;

class RubricTableTest {

    private static final Task TASK = Tasks.withCriteria("""
            - {id: a, title: One | two, summary: a `Service`, points: 100, expect: [{that: exists(service)}]}
            - {id: b, title: B, points: 10, bonus: true, expect: [{that: exists(service)}]}
            - {id: c, title: C, points: 20, hidden: true, expect: [{that: exists(service)}]}
            """);

    private static final String TABLE = """
            | criterion | points | what must hold |
            | --- | ---: | --- |
            | One \\| two | 100 | a `Service` |
            | B | 10 (bonus) |  |

            100 points in all, and 10 bonus points on top. 20 hidden points are graded separately.
            """;

    private static String statement(String table) {
        return "# A task\n" + RubricTable.BEGIN + "\n" + table + RubricTable.END + "\nMore.\n";
    }

    @Test
    void it_has_what_students_may_see() {
        assertThat(RubricTable.markdown(TASK)).isEqualTo(TABLE);
    }

    @Test
    void it_is_written_between_its_marks_and_nothing_else_is_changed() {
        assertThat(RubricTable.written(statement("old\n"), TASK)).hasValue(statement("\n" + TABLE + "\n"));
    }

    @Test
    void a_statement_with_the_right_table_has_no_mistake() {
        assertThat(RubricTable.mistake(statement("\n" + TABLE + "\n"), "README.md", TASK)).isEmpty();
    }

    @Test
    void the_first_line_that_differs_is_the_mistake() {
        String statement = statement("\n" + TABLE.replace("| 100 |", "| 90 |") + "\n");

        assertThat(RubricTable.mistake(statement, "README.md", TASK)).hasValueSatisfying(
                mistake -> assertThat(mistake)
                        .hasToString("README.md:6:1: expected '| One \\| two | 100 | a `Service` |',"
                                + " found '| One \\| two | 90 | a `Service` |'"));
    }

    @Test
    void marks_in_the_wrong_order_are_none() {
        assertThat(RubricTable.written(RubricTable.END + "\n" + RubricTable.BEGIN + "\n", TASK)).isEmpty();
    }
}
