package dev.statelab.batch.roster;

import static java.util.stream.Collectors.joining;

import dev.statelab.batch.csv.Sheet;
import dev.statelab.batch.csv.SheetReader;
import dev.statelab.batch.csv.SheetReading;
import dev.statelab.batch.roster.RosterReading.Complete;
import dev.statelab.batch.roster.RosterReading.Faulty;
import dev.statelab.core.report.Printable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads a roster: a CSV file with a first line of titles. A row that is wrong spoils nothing but itself. */
public final class RosterReader {

    private static final int MOST_TITLES = 20;

    private RosterReader() {}

    /**
     * Reads a roster.
     *
     * @param file paths in it start from its folder
     * @param given titles that this file uses for columns; the usual ones, and those of other programs' exports, need no
     *        mention
     */
    public static RosterReading read(Path file, Map<Column, String> given) {
        return switch (SheetReader.read(file)) {
            case SheetReading.Faulty(int line, String expected, String found) -> faulty(file, line, expected, found);
            case SheetReading.Complete(Sheet sheet) -> students(file, sheet, given);
        };
    }

    private static RosterReading students(Path file, Sheet sheet, Map<Column, String> given) {
        Map<Column, String> names = ColumnNames.in(sheet.header(), given);
        for (Map.Entry<Column, String> name : names.entrySet()) {
            if (!sheet.header().contains(name.getValue())) {
                return faulty(file, sheet.headerLine(),
                        "a column \"" + name.getValue() + "\" for " + name.getKey().title(), titles(sheet.header()));
            }
        }
        if (!names.containsKey(Column.STUDENT_ID)) {
            return faulty(file, sheet.headerLine(), ColumnNames.known(), titles(sheet.header()));
        }
        Rows rows = new Rows(file, sheet.header(), names);
        sheet.rows().forEach(rows::add);
        return new Complete(rows.roster());
    }

    private static String titles(List<String> header) {
        String titles = header.stream().limit(MOST_TITLES).map(Printable::of).collect(joining(", "));
        return header.size() > MOST_TITLES ? titles + " and " + (header.size() - MOST_TITLES) + " more" : titles;
    }

    private static RosterReading faulty(Path file, int line, String expected, String found) {
        return new Faulty(new RosterMistake(file.toString(), line, "", expected, found));
    }
}
