package dev.statelab.batch.roster;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out which of a file's columns says what. */
final class ColumnNames {

    /**
     * What other programs export as a roster: the columns that tell it is theirs, and which of them are used. Canvas:
     * "Exporting the gradebook"; Moodle: the grading worksheet, and the list of participants; GitHub Classroom: the
     * roster's CSV.
     */
    private static final List<Export> EXPORTS = List.of(
            new Export(List.of("Student", "ID", "SIS Login ID"),
                    Map.of(Column.STUDENT_ID, "SIS Login ID", Column.NAME, "Student")),
            new Export(List.of("Student", "ID", "Section"), Map.of(Column.STUDENT_ID, "ID", Column.NAME, "Student")),
            new Export(List.of("Identifier", "Full name"),
                    Map.of(Column.STUDENT_ID, "Identifier", Column.NAME, "Full name")),
            new Export(List.of("First name", "Last name", "ID number"),
                    Map.of(Column.STUDENT_ID, "ID number", Column.NAME, "Last name")),
            new Export(List.of("First name", "Surname", "ID number"),
                    Map.of(Column.STUDENT_ID, "ID number", Column.NAME, "Surname")),
            new Export(List.of("identifier", "github_username"),
                    Map.of(Column.STUDENT_ID, "identifier", Column.NAME, "name")));

    private record Export(List<String> signs, Map<Column, String> names) {}

    private ColumnNames() {}

    /**
     * The columns by their titles in this file. A mapping that was given wins over the usual titles, and these over those
     * of other programs' exports.
     */
    static Map<Column, String> in(List<String> header, Map<Column, String> given) {
        Map<Column, String> names = new EnumMap<>(Column.class);
        names.putAll(given);
        for (String title : header) {
            Column.of(title).ifPresent(column -> names.putIfAbsent(column, title));
        }
        if (!names.containsKey(Column.STUDENT_ID)) {
            export(header).ifPresent(export -> export.names().forEach((column, title) -> {
                if (header.contains(title)) {
                    names.putIfAbsent(column, title);
                }
            }));
        }
        return names;
    }

    /** The other titles, in the order of the file. */
    static List<String> others(List<String> header, Map<Column, String> names) {
        return header.stream().filter(title -> !title.isEmpty() && !names.containsValue(title)).distinct().toList();
    }

    private static Optional<Export> export(List<String> header) {
        return EXPORTS.stream().filter(export -> header.containsAll(export.signs())).findFirst();
    }

    /** For a message: what the file could have had. */
    static String known() {
        return "a column student_id, or the columns of an export of Canvas, Moodle or GitHub Classroom";
    }
}
