package dev.statelab.cli;

import dev.statelab.cli.history.Changes;
import dev.statelab.cli.history.History;
import dev.statelab.cli.home.PrivateFolder;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.task.Task;
import dev.statelab.kube.apply.ChartOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code grader evaluate}: grades one student's work. */
@Command(name = "evaluate", mixinStandardHelpOptions = true, description = {
    "Grades one student's work on a cluster, and says what works, what does not, and why.",
    "Without --lab it grades the cluster of the current kube context, and changes nothing there but what the "
            + "task says: the pod that it deletes, and the values that it stores."
}, footerHeading = "%nExamples:%n", footer = {
    "  grader evaluate task-02",
    "  grader evaluate task-02 --context k3s --namespace alice",
    "  grader evaluate task-05 --lab --apply reference-solutions/task-05",
    "  grader evaluate task-05 --lab --apply my-manifests/ --format json --output result.json",
    "  grader evaluate lab-14 --apply my-chart/ --values production.yaml --set replicaCount=3"
})
final class EvaluateCommand implements Callable<Integer> {

    private final Screen screen;
    private final Installation installation;

    @Parameters(paramLabel = "TASK", description = "The task's name, such as task-02.")
    private String taskName = "";

    @Mixin
    private final TasksOption tasks = new TasksOption();

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final NamedOption parameters = new NamedOption();

    @Option(names = "--lab", description = "Grade in a fresh lab cluster inside this process, instead of a real one.")
    private boolean lab;

    @Option(names = "--apply", paramLabel = "PATH", description = "Apply a manifest or a folder of manifests first, or install a Helm chart, as helm does. Can be given several times.")
    private List<Path> apply = new ArrayList<>();

    @Mixin
    private final ChartOption charts = new ChartOption();

    @Option(names = "--format", paramLabel = "FORMAT", description = "How the result is written: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private ReportFormat format = ReportFormat.text;

    @Option(names = {"-o",
        "--output"}, paramLabel = "FILE", description = "Write the result into a file; the terminal then shows it as text.")
    private @Nullable Path output;

    @Option(names = "--audience", paramLabel = "WHO", description = "For whom the result is written: ${COMPLETION-CANDIDATES}. Only instructors see hidden criteria. Default: ${DEFAULT-VALUE}.")
    private Audience audience = Audience.student;

    @Option(names = "--history", description = "Keep the evaluation in ~/.statelab, and tell what changed since the last one there.")
    private boolean history;

    EvaluateCommand(Screen screen, Installation installation) {
        this.screen = screen;
        this.installation = installation;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (lab && cluster.areGiven()) {
            throw new GraderException(
                    ExitCode.USAGE, "--lab starts a cluster of its own: leave out --kubeconfig and --context.");
        }
        ChartOptions _ = charts.of(apply);
        Task task = tasks.in(installation).read(taskName);
        String where = cluster.namespace(task);
        Map<String, String> named = parameters.of(task, apply);
        Solution solution = Solution.read(apply, where, charts);
        if (output == null) {
            Evaluation evaluation = grade(task, solution, where, named);
            print(format, evaluation);
            remember(evaluation);
            return ExitCode.of(evaluation);
        }
        try (ReportFile file = ReportFile.open(output)) {
            Evaluation evaluation = grade(task, solution, where, named);
            print(ReportFormat.text, evaluation);
            file.write(format.render(evaluation, Screen.plain(screen)));
            remember(evaluation);
            return ExitCode.of(evaluation);
        }
    }

    private Evaluation grade(Task task, Solution solution, String where, Map<String, String> named)
            throws InterruptedException {
        try (OpenCluster open = lab ? OpenCluster.lab(where) : cluster.open()) {
            Grading grading = new Grading(screen, open);
            grading.deploy(solution, where);
            return audience.view(grading.grade(task, where, named));
        }
    }

    private void print(ReportFormat as, Evaluation evaluation) {
        screen.out().print(as.render(evaluation, screen));
        screen.out().flush();
    }

    /** The report is out by now: when it cannot be kept, that is all that is missing. */
    private void remember(Evaluation evaluation) {
        if (!history) {
            return;
        }
        PrivateFolder folder = PrivateFolder.ofUser(System.getenv());
        try {
            History kept = new History(folder);
            kept.last(evaluation.task().name(), evaluation.namespace())
                    .map(past -> Changes.between(past, evaluation).lines(evaluation, ZoneId.systemDefault(),
                            screen.unicode()))
                    .ifPresent(this::tell);
            kept.keep(evaluation);
        } catch (IOException refused) {
            screen.err().println("The evaluation could not be kept in " + folder.path() + ": " + refused
                    + ". Its report above is complete; make the folder writable, or free some space, to see what changes"
                    + " next time.");
        }
    }

    private void tell(List<String> changes) {
        PrintWriter place = format == ReportFormat.text || output != null ? screen.out() : screen.err();
        place.println();
        place.println("  " + changes.getFirst());
        changes.stream().skip(1).forEach(line -> place.println(Text.cut("    " + Text.line(line), screen.width())));
        place.flush();
    }
}
