package dev.statelab.batch.roster;

import dev.statelab.batch.csv.Sheet.Row;
import dev.statelab.batch.roster.Work.Live;
import dev.statelab.batch.roster.Work.Nothing;
import dev.statelab.batch.roster.Work.Submitted;
import dev.statelab.batch.roster.Work.Unclear;
import dev.statelab.core.report.Printable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns the rows of a roster into students. */
final class Rows {

    /** Characters of a cell that is used; paths and names are shorter. */
    private static final int LONGEST = 1_000;
    /** Canvas' second line, which belongs to no student. */
    private static final String CANVAS_POINTS = "Points Possible";

    private final String file;
    private final Path folder;
    private final int cells;
    private final Map<Column, String> names;
    private final Map<Column, Integer> positions = new EnumMap<>(Column.class);
    private final List<String> extraColumns;
    private final Map<String, Integer> extraPositions;
    private final Map<String, Student> students = new LinkedHashMap<>();
    private final List<RosterMistake> mistakes = new ArrayList<>();

    Rows(Path file, List<String> header, Map<Column, String> names) {
        this.file = file.toString();
        this.folder = file.resolveSibling("");
        this.cells = header.size();
        this.names = names;
        names.forEach((column, title) -> positions.put(column, header.indexOf(title)));
        this.extraColumns = ColumnNames.others(header, names);
        this.extraPositions = new LinkedHashMap<>();
        extraColumns.forEach(title -> extraPositions.put(title, header.indexOf(title)));
    }

    Roster roster() {
        return new Roster(List.copyOf(students.values()), extraColumns, mistakes);
    }

    void add(Row row) {
        String id = cell(row, Column.STUDENT_ID);
        String name = cell(row, Column.NAME);
        if (row.cells().stream().allMatch(String::isBlank) || name.equals(CANVAS_POINTS)) {
            return;
        }
        Optional<RosterMistake> noId = idMistake(row.line(), id);
        if (noId.isPresent()) {
            mistakes.add(noId.get());
            return;
        }
        Map<String, String> extras = new LinkedHashMap<>();
        extraPositions.forEach((title, position) -> extras.put(title, row.cell(position)));
        Student student = new Student(row.line(), id, name, work(row), extras);
        students.merge(id, student, (first, second) -> first.with(new Unclear(mistake(second.row(), Column.STUDENT_ID,
                "each student once", Printable.of(id) + ", which is in row " + first.row() + " too"))));
    }

    private Optional<RosterMistake> idMistake(int row, String id) {
        if (id.isEmpty()) {
            return Optional.of(mistake(row, Column.STUDENT_ID, "a student's id", "an empty cell"));
        }
        if (id.length() > LONGEST) {
            return Optional.of(mistake(row, Column.STUDENT_ID, "a student's id", id.length() + " characters"));
        }
        return id.codePoints().anyMatch(Rows::isUnfitForAnId)
                ? Optional.of(mistake(row, Column.STUDENT_ID, "an id of visible characters", Printable.of(id)))
                : Optional.empty();
    }

    private static boolean isUnfitForAnId(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
    }

    private Work work(Row record) {
        int row = record.line();
        if (record.cells().size() > cells) {
            return new Unclear(new RosterMistake(file, row, "", cells + " cells as in the first line",
                    record.cells().size() + "; a cell with a comma in it needs quotes"));
        }
        Optional<Column> overlong = Stream.of(Column.values()).filter(column -> cell(record, column).length() > LONGEST)
                .findFirst();
        if (overlong.isPresent()) {
            return new Unclear(mistake(row, overlong.get(), "at most " + LONGEST + " characters",
                    cell(record, overlong.get()).length() + " characters"));
        }
        String kubeconfig = cell(record, Column.KUBECONFIG);
        String submission = cell(record, Column.SUBMISSION);
        String namespace = cell(record, Column.NAMESPACE);
        if (!kubeconfig.isEmpty() && !submission.isEmpty()) {
            return new Unclear(mistake(row, Column.SUBMISSION, "a kubeconfig or a submission, not both", "both"));
        }
        if (!namespace.isEmpty()
                && !namespace.replace(Roster.TASK, "task").matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")) {
            return new Unclear(mistake(row, Column.NAMESPACE, "a namespace's name", Printable.of(namespace)));
        }
        if (!kubeconfig.isEmpty()) {
            return path(kubeconfig).<Work>map(
                    path -> new Live(path, cell(record, Column.CONTEXT), namespace))
                    .orElseGet(() -> notAPath(row, Column.KUBECONFIG, kubeconfig));
        }
        if (!submission.isEmpty()) {
            return path(submission).<Work>map(path -> new Submitted(path, namespace))
                    .orElseGet(() -> notAPath(row, Column.SUBMISSION, submission));
        }
        String context = cell(record, Column.CONTEXT);
        return context.isEmpty()
                ? new Nothing()
                : new Unclear(mistake(row, Column.KUBECONFIG, "the kubeconfig that has the context "
                        + Printable.of(context), "an empty cell"));
    }

    private Optional<Path> path(String text) {
        try {
            return Optional.of(folder.resolve(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Unclear notAPath(int row, Column column, String text) {
        return new Unclear(mistake(row, column, "a path", Printable.of(text)));
    }

    private RosterMistake mistake(int row, Column column, String expected, String found) {
        return new RosterMistake(file, row, names.getOrDefault(column, column.title()), expected, found);
    }

    private String cell(Row row, Column column) {
        return row.cell(positions.getOrDefault(column, -1));
    }
}
