package dev.statelab.batch.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellsTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "=cmd|' /C calc'!A0"})
    void what_a_spreadsheet_would_take_for_a_formula_becomes_text(String cell) {
        assertThat(Cells.inert(cell)).isEqualTo("'" + cell);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "-", "12.5", "", "Ann", "a=b", "学"})
    void numbers_and_words_stay_as_they_are(String cell) {
        assertThat(Cells.inert(cell)).isEqualTo(cell);
    }

    @Test
    void commas_quotes_and_lines_stay_in_their_cell() {
        assertThat(new Cells().row(List.of("a,b", "say \"x\"", "two\nlines")).text())
                .isEqualTo("\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\r\n");
    }
}
