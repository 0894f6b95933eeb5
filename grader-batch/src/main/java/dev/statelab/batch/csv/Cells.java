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

    private static final String FORMULA_STARTS = "=+-@\n＝＋－＠";

    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

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

    /** Without what a terminal would act on, and what hides or reorders letters; lines and joined letters stay as they are. */
    private static String visible(String cell) {
        StringBuilder visible = new StringBuilder(cell.length());
        cell.codePoints().map(c -> c == '\t' ? ' ' : c).filter(c -> c == '\n' || isVisible(c))
                .forEach(visible::appendCodePoint);
        return visible.toString();
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT -> c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER;
            case Character.CONTROL, Character.SURROGATE, Character.PRIVATE_USE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
    }

    /** Numbers stay as they are. */
    static String inert(String cell) {
        String visible = visible(cell);
        // A hyphen alone stands for nothing, in Moodle's files too.
        boolean number = visible.matches("-|-?[0-9]+(\\.[0-9]+)?");
        return (startsFormula(visible) || startsFormula(visible.strip())) && !number ? "'" + visible : visible;
    }
}
