package dev.statelab.cli.batch;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import dev.statelab.batch.result.ResultsException;
import dev.statelab.batch.result.ResultsFolder;
import dev.statelab.batch.result.Rubric;
import dev.statelab.batch.roster.Column;
import dev.statelab.batch.roster.Roster;
import dev.statelab.batch.roster.RosterReader;
import dev.statelab.batch.roster.RosterReading.Complete;
import dev.statelab.batch.roster.RosterReading.Faulty;
import dev.statelab.batch.roster.Student;
import dev.statelab.batch.run.Batch;
import dev.statelab.batch.run.Batch.Ended;
import dev.statelab.batch.run.BatchOptions;
import dev.statelab.batch.run.BatchProgress;
import dev.statelab.batch.run.Selection;
import dev.statelab.batch.run.Workplaces;
import dev.statelab.batch.shared.SharedCluster;
import dev.statelab.cli.ExitCode;
import dev.statelab.cli.GraderException;
import dev.statelab.cli.Installation;
import dev.statelab.cli.OpenCluster;
import dev.statelab.cli.Screen;
import dev.statelab.cli.TasksOption;
import dev.statelab.cli.Text;
import dev.statelab.kube.connect.ConnectOptions;
import dev.statelab.kube.connect.UntrustedRules;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code grader batch}: grades a class. */
@Command(name = "batch", mixinStandardHelpOptions = true, description = {
    "Grades a class: each student of a roster, on the cluster that the roster names, or on a lab cluster where the files"
            + " that it names are deployed.",
    "Who could not be graded has no score, and is listed with the reason. What is done is on the disk: after an"
            + " interruption, or a power cut, the same command with --resume goes on."
}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
    " 0:everybody is graded, or handed in nothing",
    " 2:wrong usage, or a roster or folder that cannot be used",
    " 3:somebody could not be graded, or the batch did not come to its end",
    "70:a bug of the grader"
}, footerHeading = "%nExamples:%n", footer = {
    "  grader batch task-02 --roster class.csv --results results",
    "  grader batch task-02 --roster class.csv --results results --resume",
    "  grader batch task-02 --roster canvas.csv --columns submission=Files --results results",
    "  grader batch task-02 --roster class.csv --results results --on shared-cluster.kubeconfig"
})
public final class BatchCommand implements Callable<Integer> {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    private final Screen screen;
    private final Installation installation;

    @Parameters(paramLabel = "TASK", description = "The task's name, such as task-02.")
    private String taskName = "";

    @Mixin
    private final TasksOption tasks = new TasksOption();

    @Option(names = "--roster", required = true, paramLabel = "FILE", description = "The class: CSV with the columns student_id, name, kubeconfig, context, namespace and submission, of which only the first has to be there; or an export of Canvas, Moodle or GitHub Classroom.")
    private @Nullable Path roster;

    @Option(names = "--columns", paramLabel = "COLUMN=TITLE", split = ",", description = "Which title the roster uses for a column, such as student_id=Matrikelnummer. Can be given several times.")
    private Map<String, String> columns = new LinkedHashMap<>();

    @Option(names = "--results", required = true, paramLabel = "DIR", description = "The folder for the results; made when it is not there.")
    private @Nullable Path results;

    @Option(names = "--on", paramLabel = "KUBECONFIG", description = "Deploy what students handed in on this cluster, each into a namespace of its own that is removed afterwards, and not on lab clusters.")
    private @Nullable Path on;

    @Option(names = "--resume", description = "Go on with the batch whose results are in the folder: who is done stays as he or she is.")
    private boolean resume;

    @Option(names = "--only", paramLabel = "ID", arity = "1..*", description = "Grade these students, also when they are done, and nobody else.")
    private Set<String> only = new LinkedHashSet<>();

    @Option(names = "--incomplete", description = "Grade those again who could not be graded, too.")
    private boolean incomplete;

    @Option(names = "--only-incomplete", description = "Grade those again who could not be graded, and nobody else.")
    private boolean onlyIncomplete;

    @Option(names = "--only-failed", description = "Grade those again who are below the pass mark, and nobody else.")
    private boolean onlyFailed;

    @Option(names = "--parallel", paramLabel = "N", description = "How many students are graded at the same time. Default: ${DEFAULT-VALUE}.")
    private int parallel = 8;

    @Option(names = "--per-server", paramLabel = "N", description = "How many of them on one API server. Default: ${DEFAULT-VALUE}.")
    private int perServer = 4;

    @Option(names = "--retry", paramLabel = "N", description = "How often a student is tried again whose cluster did not answer, or was still changing. Default: ${DEFAULT-VALUE}.")
    private int retry = 2;

    @Option(names = "--per-student", paramLabel = "TIME", converter = Span.class, description = "How long one try at one student may take. Default: 15m.")
    private Duration perStudent = Duration.ofMinutes(15);

    @Option(names = "--deadline", paramLabel = "TIME", converter = Span.class, description = "How long the whole may take, such as 8h; who is not done then is done with --resume.")
    private Duration deadline = BatchOptions.NO_DEADLINE;

    @Option(names = "--allow-private-addresses", description = "Students' kubeconfigs may name servers in private networks, such as 192.168.1.7.")
    private boolean privateAddresses;

    @Option(names = "--allow-loopback", description = "Students' kubeconfigs may name servers on this machine.")
    private boolean loopback;

    @Option(names = "--allow-any-certificate", description = "Students' kubeconfigs may ask not to check the server's certificate.")
    private boolean anyCertificate;

    public BatchCommand(Screen screen, Installation installation) {
        this.screen = screen;
        this.installation = installation;
    }

    @Override
    public Integer call() throws InterruptedException {
        BatchOptions options = options();
        Rubric rubric = Rubrics.read(tasks.in(installation), taskName);
        Roster read = readRoster(required(roster, "--roster"));
        read.mistakes().forEach(mistake -> screen.err().println(Text.line(mistake.toString())));
        Path folder = required(results, "--results");
        try (ResultsFolder open = ResultsFolder.open(folder, resume, rubric, read, InstantSource.system())) {
            Selection selection = selection(read);
            Ended ended = on == null
                    ? onLabs(workplaces -> run(rubric, workplaces, options, open, read, selection))
                    : onShared(on, workplaces -> run(rubric, workplaces, options, open, read, selection));
            return new BatchFarewell(screen, folder).tell(ended);
        } catch (ResultsException e) {
            throw new GraderException(ExitCode.USAGE, Text.line(String.valueOf(e.getMessage())), e);
        }
    }

    private Ended run(Rubric rubric, Workplaces workplaces, BatchOptions options, ResultsFolder open, Roster read,
            Selection selection) {
        return watched(progress -> new Batch(rubric.task(), workplaces, options, open, progress, new SecureRandom())
                .run(read.students(), selection));
    }

    private static Ended onLabs(Function<Workplaces, Ended> batch) {
        try (LabWorkplaces labs = new LabWorkplaces()) {
            return batch.apply(labs);
        }
    }

    private Ended onShared(Path kubeconfig, Function<Workplaces, Ended> batch) throws InterruptedException {
        try (OpenCluster open = OpenCluster.live(new ConnectOptions(kubeconfig, null))) {
            SharedCluster shared = new SharedCluster(open.cluster(), open.speed(), kubeconfig.toString(),
                    new SecureRandom());
            Ended ended = batch.apply(shared);
            shared.leftBehind().stream().sorted().forEach(namespace -> screen.err().println("The namespace " + namespace
                    + " could not be removed: kubectl delete namespace " + namespace));
            return ended;
        }
    }

    private Ended watched(Function<BatchProgress, Ended> batch) {
        if (!screen.interactive()) {
            return batch.apply(new BatchLog(screen.err()));
        }
        try (BatchView view = new BatchView(screen, InstantSource.system())) {
            return batch.apply(view);
        }
    }

    private Selection selection(Roster read) {
        Set<String> known = read.students().stream().map(Student::id).collect(toSet());
        for (String id : only) {
            if (!known.contains(id)) {
                throw new GraderException(ExitCode.USAGE,
                        "--only names " + Text.quote(id) + ", who is not in the roster.");
            }
        }
        if (Stream.of(!only.isEmpty(), incomplete, onlyIncomplete, onlyFailed).filter(given -> given).count() > 1) {
            throw new GraderException(ExitCode.USAGE,
                    "Only one of --only, --incomplete, --only-incomplete and --only-failed can be given.");
        }
        if (!only.isEmpty()) {
            return new Selection.These(only);
        }
        if (onlyFailed) {
            return new Selection.BelowPassMark();
        }
        if (onlyIncomplete) {
            return new Selection.Incomplete();
        }
        return incomplete ? new Selection.RestAndIncomplete() : new Selection.Rest();
    }

    private static Path required(@Nullable Path given, String option) {
        if (given == null) {
            throw new IllegalStateException(option + " is required, and picocli sees to it");
        }
        return given;
    }

    private BatchOptions options() {
        if (parallel < 1 || perServer < 1 || retry < 0) {
            throw new GraderException(ExitCode.USAGE,
                    "--parallel and --per-server are at least 1, and --retry is at least 0.");
        }
        return new BatchOptions(parallel, perServer, retry, perStudent, deadline, FIRST_PAUSE, LONGEST_PAUSE,
                new UntrustedRules(privateAddresses, loopback, anyCertificate));
    }

    private Roster readRoster(Path file) {
        return switch (RosterReader.read(file, columnTitles())) {
            case Complete(Roster read) -> read;
            case Faulty(var mistake) -> throw new GraderException(ExitCode.USAGE, Text.line(mistake.toString()));
        };
    }

    private Map<Column, String> columnTitles() {
        Map<Column, String> titles = new EnumMap<>(Column.class);
        columns.forEach((name, title) -> titles.put(Column.of(name).orElseThrow(() -> new GraderException(
                ExitCode.USAGE, "--columns knows " + Arrays.stream(Column.values()).map(Column::title)
                        .collect(joining(", ")) + "; found " + Text.quote(name) + ".")),
                title));
        return titles;
    }
}
