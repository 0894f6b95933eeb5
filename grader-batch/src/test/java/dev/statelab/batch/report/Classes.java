package dev.statelab.batch.report;

import static dev.statelab.batch.Results.RUBRIC;
import static dev.statelab.batch.Results.graded;
import static dev.statelab.batch.Results.trouble;

import dev.statelab.batch.Results;
import dev.statelab.batch.csv.Sheet;
import dev.statelab.batch.csv.SheetReader;
import dev.statelab.batch.csv.SheetReading.Complete;
import dev.statelab.batch.result.ClassResults;
import dev.statelab.batch.result.ResultsFolder;
import dev.statelab.batch.result.StudentOutcome.NothingHandedIn;
import dev.statelab.batch.result.Trouble.Kind;
import dev.statelab.batch.roster.Roster;
import dev.statelab.batch.roster.Student;
import dev.statelab.batch.roster.Work.Nothing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Classes with results. */
final class Classes {

    /** Everything that a page, a spreadsheet or a terminal could take for more than text. */
    static final String HOSTILE = "<script>alert(1)</script>\"'&\u001b[31m\u202e=1+1|`*";

    private Classes() {}

    /** ann has all points, bob failed one criterion, eve could not be graded, kim handed in nothing. */
    static ClassResults four(Path folder) {
        return results(folder, Results.roster("ann", "bob", "eve", "kim"));
    }

    /** The same four; ann's name and eve's id are hostile. */
    static ClassResults hostile(Path folder) {
        Student ann = new Student(2, "ann", HOSTILE, new Nothing(), Map.of());
        Student eve = new Student(4, "=cmd|' /C calc'!A0", "Eve", new Nothing(), Map.of());
        return results(folder, new Roster(List.of(ann, Results.student("bob"), eve, Results.student("kim")), List.of(),
                List.of()));
    }

    static ClassResults results(Path folder, Roster roster) {
        try (ResultsFolder results = ResultsFolder.open(folder, false, RUBRIC, roster, () -> Instant.EPOCH)) {
            results.store(roster.students().get(0), graded(true));
            results.store(roster.students().get(1), graded(false));
            results.store(roster.students().get(2), trouble(Kind.UNREACHABLE));
            results.store(roster.students().get(3), new NothingHandedIn());
            return results.finish();
        }
    }

    static Sheet sheet(Path file, String text) throws IOException {
        return ((Complete) SheetReader.read(Files.writeString(file, text))).sheet();
    }
}
