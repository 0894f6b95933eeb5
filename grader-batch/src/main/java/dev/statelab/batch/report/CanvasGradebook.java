package dev.statelab.batch.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.batch.csv.Cells;
import dev.statelab.batch.csv.Sheet;
import dev.statelab.batch.csv.Sheet.Row;
import dev.statelab.batch.report.ForeignSheet.Filled;
import dev.statelab.batch.report.ForeignSheet.Students;
import dev.statelab.batch.report.ForeignSheet.Unfit;
import dev.statelab.batch.result.ClassResults;
import dev.statelab.batch.result.ClassResults.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts scores into a gradebook that was exported from Canvas, for import there: {@code Student}, {@code ID}, {@code SIS
 * User ID}, {@code SIS Login ID}, {@code Section}, one assignment, and the row {@code Points Possible} (Canvas: "How do I
 * import grades in the Gradebook?"). Canvas leaves alone what a file does not mention, so the other assignments are left
 * out.
 */
public final class CanvasGradebook {

    private static final List<String> WHO = List.of("Student", "ID", "SIS User ID", "SIS Login ID", "Section");
    private static final List<String> IDS = List.of("SIS Login ID", "SIS User ID", "ID");
    private static final String POINTS_POSSIBLE = "Points Possible";

    private CanvasGradebook() {}

    /**
     * Fills in the scores. Who has none keeps the cell that was there.
     *
     * @param assignment the assignment's column, as Canvas writes it: {@code Title (1234)}; empty for the one whose title
     *        is the task's, or a new one
     */
    public static ForeignSheet fill(Sheet exported, ClassResults results, String assignment) {
        if (exported.position("Student") < 0 || exported.position("ID") < 0) {
            return new Unfit("expected a gradebook exported from Canvas, with the columns Student and ID");
        }
        if (!assignment.isEmpty() && exported.position(assignment) < 0) {
            return new Unfit("expected the column \"" + assignment + "\" in the gradebook; found none of that name");
        }
        String title = results.plan().at("/task/title").asText();
        String column = assignment.isEmpty() ? columnOf(exported, title).orElse(title) : assignment;
        List<String> who = WHO.stream().filter(name -> exported.position(name) >= 0).toList();
        Cells cells = new Cells().row(Stream.concat(who.stream(), Stream.of(column)).toList());
        Students students = new Students(results);
        List<Entry> found = new ArrayList<>();
        for (Row row : exported.rows()) {
            List<String> filled = new ArrayList<>(who.stream().map(name -> row.cell(exported.position(name))).toList());
            String before = row.cell(exported.position(column));
            if (filled.getFirst().equals(POINTS_POSSIBLE)) {
                // Canvas writes four spaces there, which tell the row from a student of that name.
                filled.set(0, "    " + POINTS_POSSIBLE);
                filled.add(results.plan().at("/task/maxScore").asText());
            } else {
                Optional<Entry> entry = students
                        .find(IDS.stream().map(name -> row.cell(exported.position(name))).toList());
                entry.ifPresent(found::add);
                filled.add(entry.flatMap(known -> known.result().score()).map(JsonNode::asText).orElse(before));
            }
            cells.row(filled);
        }
        return new Filled(cells.text(), Students.missing(results, found));
    }

    private static Optional<String> columnOf(Sheet exported, String title) {
        return exported.header().stream().filter(column -> column.matches(Pattern.quote(title) + " \\(\\d+\\)"))
                .findFirst();
    }
}
