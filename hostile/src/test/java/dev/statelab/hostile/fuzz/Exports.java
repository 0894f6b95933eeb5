package dev.statelab.hostile.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.batch.csv.Sheet;
import dev.statelab.batch.csv.Sheet.Row;
import dev.statelab.batch.report.CanvasGradebook;
import dev.statelab.batch.report.Classroom50Result;
import dev.statelab.batch.report.ForeignSheet;
import dev.statelab.batch.report.MoodleWorksheet;
import dev.statelab.batch.result.ClassResults;
import dev.statelab.batch.result.ClassResults.Entry;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/** A class's scores in the files of other programs, and what must be true of these. */
final class Exports {

    private static final int COMMENTS = 5;

    private Exports() {}

    static void check(Texts texts) {
        ClassReports.assertCsv(ClassReports.records(canvas(texts)), ClassReports.records(canvas(texts.harmless())));
        List<CSVRecord> moodle = ClassReports.records(moodle(texts));
        List<CSVRecord> harmless = ClassReports.records(moodle(texts.harmless()));
        ClassReports.assertCsv(moodle, harmless);
        for (int row = 1; row < moodle.size(); row++) {
            Inert.assertSameTags(moodle.get(row).get(COMMENTS), harmless.get(row).get(COMMENTS));
        }
        ClassResults results = ClassReports.results(texts);
        for (Entry entry : results.entries()) {
            Entry known = new Entry(entry.id(), entry.name(), 2, entry.file(), Classroom50Result.COLUMNS.stream()
                    .collect(Collectors.toMap(column -> column, column -> column + texts.at(1))), entry.result());
            Classroom50Result.of(results, known)
                    .ifPresent(json -> assertThat(json.path("tests")).hasSize(5));
        }
    }

    /** With a row for each student and one for somebody else, and the assignment's column by its title. */
    private static String canvas(Texts texts) {
        ClassResults results = ClassReports.results(texts);
        Sheet exported = new Sheet(1,
                List.of("Student", "ID", "SIS Login ID", "Section",
                        results.plan().at("/task/title").asText() + " (12)"),
                List.of(new Row(2, List.of("Points Possible", "", "", "", "")),
                        new Row(3, List.of(texts.at(101), "1", results.entries().getFirst().id(), texts.at(102), "")),
                        new Row(4, List.of(bare(texts), "2", results.entries().getLast().id(), bare(texts), "")),
                        new Row(5, List.of(texts.at(103), "3", texts.at(104), texts.at(105), bare(texts)))));
        return text(CanvasGradebook.fill(exported, results, ""));
    }

    private static String moodle(Texts texts) {
        ClassResults results = ClassReports.results(texts);
        Sheet exported = new Sheet(1,
                List.of("Identifier", "Full name", "Grade", "Maximum grade", "Last modified (grade)",
                        "Feedback comments", "t" + bare(texts)),
                List.of(new Row(2, List.of(results.entries().getFirst().id(), texts.at(101), "", "50", "-", "", "")),
                        new Row(3, List.of(results.entries().getLast().id(), bare(texts), bare(texts), texts.at(102),
                                bare(texts), "", bare(texts))),
                        new Row(4, List.of("somebody else", texts.at(103), "7", "100", "-", "kept", ""))));
        return text(MoodleWorksheet.fill(exported, results));
    }

    private static String bare(Texts texts) {
        return texts.given().isEmpty() ? "g" : texts.given().getFirst();
    }

    private static String text(ForeignSheet sheet) {
        return switch (sheet) {
            case ForeignSheet.Filled filled -> filled.text();
            case ForeignSheet.Unfit unfit -> throw new AssertionError(unfit.message());
        };
    }
}
