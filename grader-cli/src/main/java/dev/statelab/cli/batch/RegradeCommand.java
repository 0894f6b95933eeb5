package dev.statelab.cli.batch;

import dev.statelab.batch.result.ResultsException;
import dev.statelab.batch.result.ResultsFolder;
import dev.statelab.batch.result.ResultsFolder.Regrading;
import dev.statelab.batch.result.StoredResult.Status;
import dev.statelab.cli.ExitCode;
import dev.statelab.cli.GraderException;
import dev.statelab.cli.Installation;
import dev.statelab.cli.Screen;
import dev.statelab.cli.TasksOption;
import dev.statelab.cli.Text;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code grader regrade}: gives a class's results the points and words of a rubric that asks for the same. */
@Command(name = "regrade", mixinStandardHelpOptions = true, description = {
    "Gives the results of grader batch the points and the words that the rubric has now, without any cluster.",
    "That works where the rubric still asks for the same. Where the evidence does not say what a student's work gives now,"
            + " the student has no score until he or she is graded again, and is named."
}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
    " 0:everybody has today's points",
    " 2:wrong usage, or a rubric that asks for something else",
    " 3:somebody has to be graded again",
    "70:a bug of the grader"
}, footerHeading = "%nExamples:%n", footer = "  grader regrade task-02 --results results")
public final class RegradeCommand implements Callable<Integer> {

    private final Screen screen;
    private final Installation installation;

    @Parameters(paramLabel = "TASK", description = "The task's name, such as task-02.")
    private String taskName = "";

    @Mixin
    private final TasksOption tasks = new TasksOption();

    @Option(names = "--results", required = true, paramLabel = "DIR", description = "The folder that grader batch wrote into.")
    private @Nullable Path results;

    public RegradeCommand(Screen screen, Installation installation) {
        this.screen = screen;
        this.installation = installation;
    }

    @Override
    public Integer call() {
        if (results == null) {
            throw new IllegalStateException("--results is required, and picocli sees to it");
        }
        try {
            return tell(ResultsFolder.regrade(results, Rubrics.read(tasks.in(installation), taskName),
                    InstantSource.system()));
        } catch (ResultsException e) {
            throw new GraderException(ExitCode.USAGE, Text.line(String.valueOf(e.getMessage())), e);
        }
    }

    private int tell(Regrading done) {
        screen.out().println(done.results().count(Status.GRADED) + " have a score by the rubric of today");
        done.oldWords().stream().sorted().forEach(id -> screen.out().println(Text.line(id)
                + " tells what was found in the words of before, which were made of what was observed then"));
        if (!done.notFromEvidence().isEmpty()) {
            screen.out().println("These got a part of a criterion's points, which are shared out otherwise now:");
            done.notFromEvidence().forEach(student -> screen.out().println("  " + Text.line(student)));
            screen.out().println("Grade them again: grader batch " + taskName
                    + " with the same roster and folder, and --resume --only-incomplete");
        }
        screen.out().flush();
        return done.notFromEvidence().isEmpty() ? ExitCode.PASSED : ExitCode.INCOMPLETE;
    }
}
