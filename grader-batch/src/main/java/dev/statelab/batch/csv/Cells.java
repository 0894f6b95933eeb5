package dev.statelab.batch.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes CSV (RFC 4180) that a spreadsheet shows and does not act on: a text that it would take for a formula gets an
 * apostrophe in front, as OWASP's "CSV Injection" has it.
 */
public final class Cells {

    private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";

    private final StringBuilder text = new StringBuilder();
    private final CSVPrinter printer;

    public Cells() {
        try {
            this.printer = new CSVPrinter(text, CSVFormat.RFC4180);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Cells row(List<String> cells) {
        try {
            printer.printRecord(cells.stream().map(Cells::inert).toList());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String text() {
        return text.toString();
    }

    private static boolean startsFormula(String cell) {
        return !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0;
    }

    /** Numbers stay as they are. */
    static String inert(String cell) {
        String visible = cell.replace("\0", "");
        // A hyphen alone stands for nothing, in Moodle's files too.
        boolean number = visible.matches("-|-?[0-9]+(\\.[0-9]+)?");
        return (startsFormula(visible) || startsFormula(visible.strip())) && !number ? "'" + visible : visible;
    }
}
