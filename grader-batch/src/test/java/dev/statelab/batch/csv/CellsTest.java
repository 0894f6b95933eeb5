package dev.statelab.batch.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellsTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1+1", "-1+1", "@SUM(A1)", " =1", "＝1", "=cmd|' /C calc'!A0"})
    void what_a_spreadsheet_would_take_for_a_formula_becomes_text(String cell) {
        assertThat(Cells.inert(cell)).isEqualTo("'" + cell);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "-", "12.5", "", "Ann", "a=b", "学", "a\nb", "\u0928\u200d\u092f"})
    void numbers_and_words_stay_as_they_are(String cell) {
        assertThat(Cells.inert(cell)).isEqualTo(cell);
    }

    @Test
    void what_a_terminal_would_act_on_is_left_out_and_is_no_way_around() {
        assertThat(Stream.of("\t=1", "\r=1", "a\u001b[2Jb", "a\u202eb", "a\u009bb", "a\u007fb").map(Cells::inert))
                .containsExactly("' =1", "'=1", "a[2Jb", "ab", "ab", "ab");
    }

    @Test
    void commas_quotes_and_lines_stay_in_their_cell() {
        assertThat(new Cells().row(List.of("a,b", "say \"x\"", "two\nlines")).text())
                .isEqualTo("\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\r\n");
    }
}
