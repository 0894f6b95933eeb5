package dev.statelab.cli.batch;

import static java.util.stream.Collectors.joining;

import dev.statelab.batch.csv.Sheet;
import dev.statelab.batch.csv.SheetReader;
import dev.statelab.batch.csv.SheetReading.Complete;
import dev.statelab.batch.csv.SheetReading.Faulty;
import dev.statelab.batch.report.CanvasGradebook;
import dev.statelab.batch.report.ClassComparison;
import dev.statelab.batch.report.ClassJUnit;
import dev.statelab.batch.report.ClassMarkdown;
import dev.statelab.batch.report.ClassPage;
import dev.statelab.batch.report.ClassSimilarity;
import dev.statelab.batch.report.Classroom50Result;
import dev.statelab.batch.report.Feedback;
import dev.statelab.batch.report.ForeignSheet;
import dev.statelab.batch.report.ForeignSheet.Filled;
import dev.statelab.batch.report.ForeignSheet.Unfit;
import dev.statelab.batch.report.GradescopeResult;
import dev.statelab.batch.report.MoodleWorksheet;
import dev.statelab.batch.result.ClassResults;
import dev.statelab.batch.result.ClassResults.Entry;
import dev.statelab.batch.result.Gradebook;
import dev.statelab.batch.result.ResultsException;
import dev.statelab.cli.ExitCode;
import dev.statelab.cli.GraderException;
import dev.statelab.cli.ReportFile;
import dev.statelab.cli.Screen;
import dev.statelab.cli.Text;
import dev.statelab.core.report.AsciiJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code grader report}: a class's results for other programs and for people. */
@Command(name = "report", mixinStandardHelpOptions = true, description = {
    "Writes the results of grader batch for other programs and for people.",
    "canvas and moodle fill the scores into a file that was exported there (--into), for import; gradescope, classroom50"
            + " and feedback write a file for each student into a folder (--output)."
}, footerHeading = "%nExamples:%n", footer = {
    "  grader report results --format html --output class.html",
    "  grader report results --format canvas --into exported.csv --output import.csv",
    "  grader report results --format feedback --output feedback",
    "  grader report --compare results-of-may results-of-june"
})
public final class ReportCommand implements Callable<Integer> {

    private final Screen screen;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "The folder that grader batch wrote into.")
    private @Nullable Path folder;

    @Option(names = "--format", paramLabel = "FORMAT", description = "One of ${COMPLETION-CANDIDATES}.")
    private @Nullable ClassFormat format;

    @Option(names = "--compare", arity = "2", paramLabel = "DIR", description = "Say whose result is another one in the second folder than in the first, and by which criteria.")
    private List<Path> compared = List.of();

    @Option(names = "--into", paramLabel = "FILE", description = "What was exported from Canvas (the gradebook) or Moodle (the grading worksheet).")
    private @Nullable Path into;

    @Option(names = "--assignment", paramLabel = "COLUMN", description = "The column of the assignment in Canvas' gradebook, such as \"Lab 2 (1234)\"; otherwise the one with the task's title, or a new one.")
    private String assignment = "";

    @Option(names = {"-o",
        "--output"}, paramLabel = "PATH", description = "Write into this file, or this folder where there is a file for each student.")
    private @Nullable Path output;

    public ReportCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        if (!compared.isEmpty()) {
            return compare();
        }
        if (folder == null || format == null) {
            throw new GraderException(ExitCode.USAGE,
                    "Expected the folder with the results and --format, or --compare with two folders.");
        }
        ClassResults results = results(folder);
        switch (format) {
            case csv -> write(Gradebook.render(results));
            case junit -> write(ClassJUnit.render(results));
            case markdown -> write(ClassMarkdown.render(results));
            case html -> write(ClassPage.render(results));
            case similarity -> write(ClassSimilarity.render(results));
            case canvas -> fill(CanvasGradebook.fill(exported(), results, assignment));
            case moodle -> fill(MoodleWorksheet.fill(exported(), results));
            case gradescope -> each(results, ".json",
                    entry -> GradescopeResult.of(results, entry).map(AsciiJson::pretty));
            case classroom50 -> each(results, ".json",
                    entry -> Classroom50Result.of(results, entry).map(AsciiJson::pretty));
            case feedback -> each(results, ".txt",
                    entry -> Optional.of(Feedback.of(results, entry).stream().collect(joining("\n"))));
        }
        screen.out().flush();
        return ExitCode.PASSED;
    }

    private int compare() {
        if (folder != null || format != null || compared.size() != 2) {
            throw new GraderException(ExitCode.USAGE, "--compare takes two folders with results, and nothing else.");
        }
        write(ClassComparison.render(results(compared.getFirst()), results(compared.getLast())));
        screen.out().flush();
        return ExitCode.PASSED;
    }

    private static ClassResults results(Path folder) {
        try {
            return ClassResults.read(folder);
        } catch (ResultsException e) {
            throw new GraderException(ExitCode.USAGE, Text.line(String.valueOf(e.getMessage())), e);
        }
    }

    private Sheet exported() {
        if (into == null) {
            throw new GraderException(ExitCode.USAGE, "--format " + format
                    + " fills in a file that was exported there: name it with --into FILE.");
        }
        return switch (SheetReader.read(into)) {
            case Complete(Sheet sheet) -> sheet;
            case Faulty(int line, String expected, String found) -> throw new GraderException(ExitCode.USAGE,
                    Text.line(into + (line == 0 ? "" : ":" + line) + ": expected " + expected + ", found " + found));
        };
    }

    private void fill(ForeignSheet filling) {
        switch (filling) {
            case Unfit(String message) -> throw new GraderException(ExitCode.USAGE, Text.line(into + ": " + message));
            case Filled(String text, var missing) -> {
                write(text);
                missing.forEach(id -> screen.err().println(Text.line(id) + " has a score, and is not in " + into));
            }
        }
    }

    private void write(String text) {
        if (output == null) {
            screen.out().print(text);
            return;
        }
        try (ReportFile file = ReportFile.open(output)) {
            file.write(text);
        }
    }

    /** Says who gets no file, because another program takes nothing for such a student. */
    private void each(ClassResults results, String ending, Function<Entry, Optional<String>> render) {
        if (output == null) {
            throw new GraderException(ExitCode.USAGE, "--format " + format
                    + " writes a file for each student: name a folder for them with --output DIR.");
        }
        try {
            Path _ = Files.createDirectories(output);
        } catch (IOException e) {
            throw new GraderException(ExitCode.USAGE, "--output " + output + " cannot be made: " + e + ".", e);
        }
        for (Entry entry : results.entries()) {
            Optional<String> text = render.apply(entry);
            if (text.isEmpty()) {
                screen.err().println("No file for " + Text.line(entry.id()) + ": " + why(entry));
            } else {
                try (ReportFile file = ReportFile.open(output.resolve(entry.file() + ending))) {
                    file.write(text.get() + "\n");
                }
            }
        }
    }

    private String why(Entry entry) {
        return entry.result().score().isPresent()
                ? "the roster lacks one of the columns " + String.join(", ", Classroom50Result.COLUMNS) + "."
                : "there is no score.";
    }
}
