package dev.statelab.cli.verify;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import dev.statelab.cli.Installation;
import dev.statelab.cli.OpenCluster;
import dev.statelab.cli.Screen;
import dev.statelab.cli.TaskFolder;
import dev.statelab.cli.TasksOption;
import dev.statelab.cli.verify.Verification.Deployable;
import dev.statelab.cli.verify.VerifyReport.Line;
import dev.statelab.core.cases.ExpectedOutcome;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.task.Task;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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

    /** A case of a task, and where it stands in the report. */
    private record Place(int position, Task task, Deployable deployable) {

        /**
         * How many criteria do not pass. Such a case may wait for what never comes, so it is begun early: the others
         * fill the time.
         */
        long notPassed() {
            return deployable.of().outcomes().values().stream()
                    .filter(outcome -> !(outcome instanceof ExpectedOutcome.Passed)).count();
        }
    }

    /** What became of one case of a task. */
    private record Checked(Place place, Line line) {}

    @Override
    public Integer call() throws InterruptedException {
        TaskFolder folder = tasks.in(installation);
        List<Verification> verifications = new ArrayList<>();
        List<Place> places = new ArrayList<>();
        for (String name : new LinkedHashSet<>(names.isEmpty() ? folder.names() : names)) {
            Verification verification = Verification.read(folder, name);
            verifications.add(verification);
            for (Deployable each : verification.cases()) {
                places.add(new Place(places.size(), verification.task(), each));
            }
        }
        List<Checked> all = new ArrayList<>();
        try (OpenCluster cluster = choice.open();
                Counting counting = new Counting(screen, places.size(), "cases")) {
            Trials trials = new Trials(cluster);
            List<Callable<Checked>> calls = new ArrayList<>();
            places.stream().sorted(comparingLong(Place::notPassed).reversed())
                    .forEach(place -> calls.add(() -> counting.count(check(place, trials))));
            // Pods of a fast cluster are late on a busy machine: what is different is graded once more, on its own.
            for (Checked checked : choice.parallel().all(calls)) {
                all.add(checked.line().asExpected() ? checked : check(checked.place(), trials));
            }
        }
        all.sort(comparingInt(checked -> checked.place().position()));
        VerifyReport report = new VerifyReport(screen.out(), screen.width());
        verifications.forEach(each -> report.print(each.task().name(), all.stream()
                .filter(checked -> checked.place().task().equals(each.task())).map(Checked::line).toList()));
        return VerifyReport.exitCode(all.stream().map(Checked::line).toList());
    }

    private static Checked check(Place place, Trials trials) throws InterruptedException {
        Task task = place.task();
        Deployable deployable = place.deployable();
        Trial trial = trials.run(task,
                new Trials.Solution(deployable.objects(), deployable.charts(), deployable.of().parameters()));
        String score = trial instanceof Trial.Graded(Evaluation evaluation, var _) && evaluation.score().isPresent()
                ? evaluation.score().getAsInt() + "/" + task.maxPoints()
                : "-";
        return new Checked(place, new Line(deployable.of(), score, Verification.differences(deployable.of(), trial)));
    }
}
