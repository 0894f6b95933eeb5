package dev.statelab.cli.verify;

import dev.statelab.cli.Installation;
import dev.statelab.cli.OpenCluster;
import dev.statelab.cli.Screen;
import dev.statelab.cli.TaskFolder;
import dev.statelab.cli.TasksOption;
import dev.statelab.cli.verify.Verification.Deployable;
import dev.statelab.cli.verify.VerifyReport.Line;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code grader verify}: whether a task gives each known solution what it deserves. */
@Command(name = "verify", mixinStandardHelpOptions = true, description = {
    "Deploys each case of a task, and says where a criterion comes to something else than the case says.",
    "The reference solution must get all points and an empty namespace none; further cases are the files "
            + "in the folder 'cases' of the task."
}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
    "0:all as expected",
    "1:a criterion came to something else",
    "2:wrong usage, or a faulty task, case or manifest",
    "3:something could not be found out; run it again"
}, footerHeading = "%nExamples:%n", footer = {
    "  grader verify",
    "  grader verify task-02",
    "  grader verify task-02 --context k3s"
})
public final class VerifyCommand implements Callable<Integer> {

    private final Screen screen;
    private final Installation installation;

    @Parameters(paramLabel = "TASK", arity = "0..*", description = "The tasks to verify; all of them unless given.")
    private List<String> names = new ArrayList<>();

    @Mixin
    private final TasksOption tasks = new TasksOption();

    @Mixin
    private final ClusterChoice choice = new ClusterChoice();

    public VerifyCommand(Screen screen, Installation installation) {
        this.screen = screen;
        this.installation = installation;
    }

    /** What became of one case of a task. */
    private record Checked(Task task, Deployable deployable, Line line) {}

    @Override
    public Integer call() throws InterruptedException {
        TaskFolder folder = tasks.in(installation);
        List<Verification> verifications = (names.isEmpty() ? folder.names() : names).stream().distinct()
                .map(name -> Verification.read(folder, name)).toList();
        int cases = verifications.stream().mapToInt(each -> each.cases().size()).sum();
        List<Checked> all;
        try (OpenCluster cluster = choice.open();
                Counting counting = new Counting(screen, cases, "cases")) {
            Trials trials = new Trials(cluster);
            List<Callable<Checked>> calls = new ArrayList<>();
            for (Verification verification : verifications) {
                for (Deployable each : verification.cases()) {
                    calls.add(() -> counting.count(check(verification.task(), each, trials)));
                }
            }
            all = choice.parallel().all(calls);
            // Pods of a fast cluster are late on a busy machine: what is different is graded once more, on its own.
            for (int i = 0; i < all.size(); i++) {
                Checked checked = all.get(i);
                if (!checked.line().asExpected()) {
                    all.set(i, check(checked.task(), checked.deployable(), trials));
                }
            }
        }
        VerifyReport report = new VerifyReport(screen.out(), screen.width());
        verifications.forEach(each -> report.print(each.task().name(), all.stream()
                .filter(checked -> checked.task().equals(each.task())).map(Checked::line).toList()));
        return VerifyReport.exitCode(all.stream().map(Checked::line).toList());
    }

    private static Checked check(Task task, Deployable deployable, Trials trials) throws InterruptedException {
        Trial trial = trials.run(task,
                new Trials.Solution(deployable.objects(), deployable.charts(), deployable.of().parameters()));
        String score = trial instanceof Trial.Graded(Evaluation evaluation, var _) && evaluation.score().isPresent()
                ? evaluation.score().getAsInt() + "/" + task.maxPoints()
                : "-";
        return new Checked(task, deployable,
                new Line(deployable.of(), score, Verification.differences(deployable.of(), trial)));
    }
}
