package dev.statelab.batch.report;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.batch.csv.Cells;
import dev.statelab.batch.csv.Sheet;
import dev.statelab.batch.csv.Sheet.Row;
import dev.statelab.batch.report.ForeignSheet.Filled;
import dev.statelab.batch.report.ForeignSheet.Students;
import dev.statelab.batch.report.ForeignSheet.Unfit;
import dev.statelab.batch.result.ClassResults;
import dev.statelab.batch.result.ClassResults.Entry;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Puts scores and feedback into an offline grading worksheet of Moodle, for upload there. Everything else stays as it was
 * exported: Moodle finds students by {@code Identifier}, and compares {@code Last modified (grade)} to keep a file from
 * overwriting newer grades (moodle: {@code mod/assign/feedback/offline/importgradeslib.php}).
 */
public final class MoodleWorksheet {

    private static final String GRADE = "Grade";
    private static final String COMMENTS = "Feedback comments";
    private static final List<String> NEEDED = List.of("Identifier", GRADE, "Last modified (grade)");
    private static final List<String> IDS = List.of("Identifier", "ID number", "Email address");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+([.,][0-9]+)?");
    private static final int DECIMALS = 2;

    private MoodleWorksheet() {}

    /**
     * Fills in the grades, in points of {@code Maximum grade} where that is another number than the task's, and the
     * feedback as HTML, which is what Moodle takes it for. Who has no score keeps both cells as they were.
     */
    public static ForeignSheet fill(Sheet exported, ClassResults results) {
        for (String needed : NEEDED) {
            if (exported.position(needed) < 0) {
                return new Unfit("expected a grading worksheet of Moodle, with the columns " + String.join(", ", NEEDED)
                        + "; found none called \"" + needed + "\"");
            }
        }
        Cells cells = new Cells().row(exported.header());
        Students students = new Students(results);
        List<Entry> found = new ArrayList<>();
        for (Row row : exported.rows()) {
            List<String> filled = new ArrayList<>();
            for (int i = 0; i < exported.header().size(); i++) {
                filled.add(row.cell(i));
            }
            Optional<Entry> entry = students.find(IDS.stream().map(name -> row.cell(exported.position(name))).toList());
            entry.ifPresent(found::add);
            entry.flatMap(known -> known.result().score()).ifPresent(score -> {
                filled.set(exported.position(GRADE), grade(score, exported, row, results));
                if (exported.position(COMMENTS) >= 0) {
                    filled.set(exported.position(COMMENTS), Feedback.of(results, entry.orElseThrow()).stream()
                            .map(Html::text).collect(joining("<br />")));
                }
            });
            cells.row(filled);
        }
        return new Filled(cells.text(), Students.missing(results, found));
    }

    private static String grade(JsonNode score, Sheet exported, Row row, ClassResults results) {
        String most = row.cell(exported.position("Maximum grade"));
        BigDecimal ours = results.plan().at("/task/maxScore").decimalValue();
        if (!NUMBER.matcher(most).matches() || ours.signum() == 0) {
            return score.asText();
        }
        return score.decimalValue().multiply(new BigDecimal(most.replace(',', '.')))
                .divide(ours, DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
    }
}
