package dev.statelab.cli.check;

import dev.statelab.cli.Audience;
import dev.statelab.cli.ChartOption;
import dev.statelab.cli.ExitCode;
import dev.statelab.cli.Grading;
import dev.statelab.cli.Installation;
import dev.statelab.cli.NamedOption;
import dev.statelab.cli.Screen;
import dev.statelab.cli.TaskFolder;
import dev.statelab.cli.TasksOption;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.expression.ExpressionCompiler;
import dev.statelab.core.offline.Forecast;
import dev.statelab.core.offline.Forecaster;
import dev.statelab.core.offline.Foreseen;
import dev.statelab.core.offline.OfflineCheck;
import dev.statelab.core.offline.OfflineCheck.Judged;
import dev.statelab.core.offline.Prediction;
import dev.statelab.core.offline.Spot;
import dev.statelab.core.result.ParameterResult;
import dev.statelab.core.task.Task;
import dev.statelab.core.task.TaskOutline;
import dev.statelab.kube.apply.ChartOptions;
import dev.statelab.kube.helm.HelmCall;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code grader check}: judges manifests before anything is deployed. */
@Command(name = "check", mixinStandardHelpOptions = true, description = {
    "Checks manifests or a chart before anything is deployed: what the API server would refuse, and every criterion "
            + "that the files alone decide. Needs no cluster, and changes nothing."
}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
    " 0:nothing wrong was found",
    " 1:the API server would refuse something, or a criterion fails",
    " 2:something cannot be read, or wrong usage"
}, footerHeading = "%nExamples:%n", footer = {
    "  grader check task-02 my-manifests/",
    "  grader check task-02 service.yaml statefulset.yaml --format lines",
    "  grader check task-02 my-chart/ --values production.yaml --set replicas=4",
    "  helm template my-chart | grader check task-02 -"
})
public final class CheckCommand implements Callable<Integer> {

    /** As compilers name it. */
    static final Path STANDARD_INPUT = Path.of("<stdin>");

    private final Screen screen;
    private final Installation installation;

    @Parameters(index = "0", paramLabel = "TASK", description = "The task's name, such as task-02.")
    private String taskName = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "PATH", description = "A manifest, a folder of manifests or a Helm chart; - for standard input.")
    private List<Path> paths = new ArrayList<>();

    @Mixin
    private final NamedOption parameters = new NamedOption();

    @Option(names = "--audience", paramLabel = "WHO", description = "For whom the result is written: ${COMPLETION-CANDIDATES}. Only instructors see hidden criteria. Default: ${DEFAULT-VALUE}.")
    private Audience audience = Audience.student;

    @Mixin
    private final ChartOption charts = new ChartOption();

    @Mixin
    private final TasksOption tasks = new TasksOption();

    @Option(names = {"-n",
        "--namespace"}, paramLabel = "NAME", description = "Where they would be deployed; the task's own namespace unless given.")
    private @Nullable String namespace;

    @Option(names = "--format", paramLabel = "FORMAT", description = "How the result is written: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private CheckFormat format = CheckFormat.text;

    public CheckCommand(Screen screen, Installation installation) {
        this.screen = screen;
        this.installation = installation;
    }

    @Override
    public Integer call() throws InterruptedException {
        ChartOptions options = charts.of(paths);
        TaskFolder folder = tasks.in(installation);
        folder.requireTask(taskName);
        OfflineCheck check;
        // The files need nothing of the task but its outline, and each of the two takes half of the time.
        try (Beside beside = new Beside()) {
            Future<?> _ = beside.start(Executors.callable(ExpressionCompiler::prepare));
            Future<DryRun> server = beside.start(() -> {
                DryRun started = new DryRun();
                beside.atTheEnd(started::close);
                return started;
            });
            TaskOutline outline = folder.outline(taskName);
            String where = Optional.ofNullable(namespace).or(outline::namespace).orElse("default");
            Future<CheckedFiles> files = beside.start(() -> read(where, options, outline, beside));
            Future<Rehearsal> rehearsal = beside.start(() -> rehearse(where, files, server));
            Task task = folder.read(taskName, outline);
            Map<String, String> named = parameters.of(task, paths);
            List<KubernetesObject> charts = Beside.result(files).charts();
            // It ends while the criteria are judged; a JVM that exits would wait for it.
            HelmCall.rest();
            check = check(task, named, where, Beside.result(files), Beside.result(rehearsal), charts);
        }
        screen.out().print(format.render(check, screen, String.valueOf(paths.getFirst())));
        screen.out().flush();
        if (!check.isReadable()) {
            return ExitCode.USAGE;
        }
        return check.isClean() ? ExitCode.PASSED : ExitCode.BELOW_PASS_MARK;
    }

    private CheckedFiles read(String where, ChartOptions options, TaskOutline outline, Beside beside) {
        CheckedFiles files = new CheckedFiles(where, options, charts.isTrusted(),
                outline.observes(ResourceKind.CHART), beside);
        for (Path path : paths) {
            files.add(path.toString().equals("-") ? STANDARD_INPUT : path, System.in);
        }
        return files;
    }

    private static Rehearsal rehearse(String where, Future<CheckedFiles> files, Future<DryRun> server)
            throws InterruptedException {
        Rehearsal rehearsal = new Rehearsal(Beside.result(server), where);
        rehearsal.deploy(Beside.result(files).manifests());
        return rehearsal;
    }

    private OfflineCheck check(Task task, Map<String, String> named, String where, CheckedFiles files,
            Rehearsal rehearsal, List<KubernetesObject> charts) {
        Foreseen foreseen = new ForeseenStates(rehearsal, where, charts).of(task, files.unread());
        Forecaster forecaster = new Forecaster(task, named, foreseen);
        List<ParameterResult> found = forecaster.parameters();
        Grading.refuseMisnamed(found);
        List<Judged> judged = forecaster.forecasts().stream()
                .filter(forecast -> audience.sees(forecast.criterion().credit()))
                .map(forecast -> new Judged(forecast, spots(forecast, rehearsal))).toList();
        return new OfflineCheck(task, where, files.manifests().size(),
                Stream.concat(files.remarks().stream(), rehearsal.remarks().stream()).toList(), found, judged);
    }

    private static List<Spot> spots(Forecast forecast, Rehearsal rehearsal) {
        return switch (forecast.prediction()) {
            case Prediction.Fails(_, var fields) ->
                fields.stream().flatMap(field -> rehearsal.spot(field).stream()).distinct().toList();
            case Prediction.Holds _,Prediction.Blocked _,Prediction.Open _,Prediction.Unread _ -> List.of();
        };
    }
}
