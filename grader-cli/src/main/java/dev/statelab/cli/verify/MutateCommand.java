package dev.statelab.cli.verify;

import dev.statelab.cli.ExitCode;
import dev.statelab.cli.GraderException;
import dev.statelab.cli.Installation;
import dev.statelab.cli.OpenCluster;
import dev.statelab.cli.Screen;
import dev.statelab.cli.TasksOption;
import dev.statelab.cli.Text;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code grader mutate}: whether a rubric notices a mistake in a solution, and its cases one in the rubric. */
@Command(name = "mutate", mixinStandardHelpOptions = true, description = {
    "Changes the reference solution of a task in one field at a time, grades each of these mutants, and names those "
            + "that keep all points: is the field not required, or not checked?",
    "With --rubric it is the rubric that gets the mistakes: an expectation that is always true, '>=' for '==', a step "
            + "that is left out. Those that no case notices are named.",
    "A mutant that makes no difference and need not make one is declared, with the reason, in 'mutation.yaml' "
            + "beside the task."
}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
    "0:every mutant that makes no difference is declared",
    "1:another one makes no difference",
    "2:wrong usage, or a faulty task, manifest or declaration",
    "3:something could not be found out; run it again"
}, footerHeading = "%nExamples:%n", footer = {
    "  grader mutate task-02",
    "  grader mutate task-02 --rubric",
    "  grader mutate task-02 --format json"
})
public final class MutateCommand implements Callable<Integer> {

    private final Screen screen;
    private final Installation installation;

    @Parameters(paramLabel = "TASK", description = "The task's name, such as task-02.")
    private String name = "";

    @Mixin
    private final TasksOption tasks = new TasksOption();

    @Mixin
    private final ClusterChoice choice = new ClusterChoice();

    @Option(names = "--format", paramLabel = "FORMAT", description = "How the result is written: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.text;

    @Option(names = "--rubric", description = "Make mistakes in the rubric instead, one at a time, and name those that no case notices.")
    private boolean rubric;

    @Option(names = "--all", description = "List also the mutants that nobody has to look at.")
    private boolean all;

    /** How the result is written. */
    enum Format {
        text, json
    }

    public MutateCommand(Screen screen, Installation installation) {
        this.screen = screen;
        this.installation = installation;
    }

    @Override
    public Integer call() throws InterruptedException {
        Mutation mutation = rubric
                ? RubricMutation.read(tasks.in(installation), name)
                : SolutionMutation.read(tasks.in(installation), name);
        List<Judged> judged = judge(mutation);
        screen.out().print(switch (format) {
            case text -> MutateReport.text(mutation.task(), judged, mutation.question(), all, screen.width());
            case json -> MutateReport.json(mutation.task(), judged);
        });
        screen.out().flush();
        List<String> outdated = mutation.declarations().outdated(judged);
        if (!outdated.isEmpty()) {
            throw new GraderException(ExitCode.USAGE, String.join("\n", outdated.stream().map(Text::line).toList()));
        }
        return exitCode(judged);
    }

    private List<Judged> judge(Mutation mutation) throws InterruptedException {
        try (OpenCluster cluster = choice.open();
                Counting counting = new Counting(screen, mutation.size(), "mutants")) {
            return mutation.judge(cluster, choice.parallel(), counting);
        }
    }

    private static int exitCode(List<Judged> judged) {
        if (judged.stream().anyMatch(each -> each.verdict() instanceof Verdict.Survived)) {
            return ExitCode.BELOW_PASS_MARK;
        }
        return judged.stream().anyMatch(each -> each.verdict() instanceof Verdict.Unclear)
                ? ExitCode.INCOMPLETE
                : ExitCode.PASSED;
    }
}
