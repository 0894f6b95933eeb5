package dev.statelab.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.GoldenFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextReportTest {

    @ParameterizedTest
    @EnumSource
    void it_reads_as_in_the_golden_file(Evaluations evaluation) {
        GoldenFile.assertMatches(evaluation.file() + ".txt",
                TextReport.render(evaluation.evaluation(), TextOptions.plain()));
    }

    @ParameterizedTest
    @EnumSource
    void it_is_readable_in_40_columns_of_ascii(Evaluations evaluation) {
        String text = TextReport.render(evaluation.evaluation(), new TextOptions(40, false, false));

        GoldenFile.assertMatches(evaluation.file() + ".40.txt", text);
        assertThat(text).matches("[\\n\\x20-\\x7e]*");
    }

    @Test
    void it_is_coloured_where_colours_are_known() {
        GoldenFile.assertMatches("empty-dir.ansi.txt",
                TextReport.render(Evaluations.EMPTY_DIR.evaluation(), new TextOptions(80, true, true)));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 61, 80, 200})
    void no_line_is_wider_than_the_terminal(int width) {
        for (Evaluations evaluation : Evaluations.values()) {
            assertThat(TextReport.render(evaluation.evaluation(), new TextOptions(width, false, true)).lines())
                    .allSatisfy(line -> assertThat(Printable.width(line)).describedAs(line).isLessThanOrEqualTo(width));
        }
    }

    @Test
    void no_line_ends_with_a_space() {
        for (Evaluations evaluation : Evaluations.values()) {
            assertThat(TextReport.render(evaluation.evaluation(), TextOptions.plain()).lines())
                    .noneMatch(line -> line.endsWith(" "));
        }
    }

    @Test
    void nothing_of_the_cluster_acts_on_the_terminal() {
        String text = TextReport.render(Evaluations.HOSTILE.evaluation(), TextOptions.plain());

        assertThat(text.codePoints().filter(c -> c != '\n')).noneMatch(c -> Character.getType(c) == Character.CONTROL
                || Character.getType(c) == Character.FORMAT || Character.getType(c) == Character.SURROGATE);
    }
}
