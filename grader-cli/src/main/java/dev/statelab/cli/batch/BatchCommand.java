package dev.statelab.cli.batch;

import dev.statelab.batch.result.ResultsException;
import dev.statelab.batch.result.ResultsFolder;
import dev.statelab.batch.result.Rubric;
import dev.statelab.batch.roster.Roster;
import dev.statelab.batch.run.Batch;
import dev.statelab.batch.run.Batch.Ended;
import dev.statelab.batch.run.Batch.Ending;
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
import dev.statelab.cli.change.Notes;
import dev.statelab.cli.home.PrivateFolder;
import dev.statelab.kube.connect.ConnectOptions;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
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
    "  grader batch task-02 --roster class.csv --results results --on shared-cluster.kubeconfig",
    "  grader batch task-02 task-05 --roster class.csv --results results"
})
public final class BatchCommand implements Callable<Integer> {

    private final Screen screen;
    private final Installation installation;
    private final PrivateFolder user;

    @Parameters(arity = "1..*", paramLabel = "TASK", description = "The name of each task, such as task-02. The results of several are in a folder for each.")
    private List<String> names = List.of();

    @Mixin
    private final TasksOption tasks = new TasksOption();

    @Mixin
    private final RosterOptions roster = new RosterOptions();

    @Option(names = "--results", required = true, paramLabel = "DIR", description = "The folder for the results; made when it is not there.")
    private @Nullable Path results;

    @Option(names = "--on", paramLabel = "KUBECONFIG", description = "Deploy what students handed in on this cluster, each into a namespace of its own that is removed afterwards, and not on lab clusters.")
    private @Nullable Path on;

    @Option(names = "--resume", description = "Go on with the batch whose results are in the folder: who is done stays as he or she is.")
    private boolean resume;

    @Mixin
    private final WhomOptions whom = new WhomOptions();

    @Mixin
    private final PaceOptions pace = new PaceOptions();

    /** @param user the user's folder */
    public BatchCommand(Screen screen, Installation installation, PrivateFolder user) {
        this.screen = screen;
        this.installation = installation;
        this.user = user;
    }

    @Override
    public Integer call() throws InterruptedException {
        int atATime = pace.after(Duration.ZERO).parallel();
        Set<String> asked = new LinkedHashSet<>(names);
        List<Rubric> rubrics = asked.stream().map(name -> Rubrics.read(tasks.in(installation), name)).toList();
        Roster read = roster.read();
        read.mistakes().forEach(mistake -> screen.err().println(Text.line(mistake.toString())));
        Selection selection = whom.selection(read);
        return on == null ? onLabs(atATime, rubrics, read, selection) : onShared(on, rubrics, read, selection);
    }

    private int onLabs(int atATime, List<Rubric> rubrics, Roster read, Selection selection) {
        try (LabWorkplaces labs = new LabWorkplaces(atATime)) {
            return oneAfterTheOther(rubrics, read, selection, labs);
        }
    }

    private int onShared(Path kubeconfig, List<Rubric> rubrics, Roster read, Selection selection)
            throws InterruptedException {
        try (OpenCluster open = OpenCluster.live(new ConnectOptions(kubeconfig, null))) {
            SharedCluster shared = new SharedCluster(open.cluster(), open.speed(), kubeconfig.toString(),
                    new SecureRandom());
            int exitCode = oneAfterTheOther(rubrics, read, selection, shared);
            shared.leftBehind().stream().sorted().forEach(namespace -> screen.err().println("The namespace " + namespace
                    + " could not be removed: kubectl delete namespace " + namespace));
            return exitCode;
        }
    }

    /** Who stops one task stops those after it. */
    private int oneAfterTheOther(List<Rubric> rubrics, Roster read, Selection selection, Workplaces workplaces) {
        Instant begun = Instant.now();
        int exitCode = ExitCode.PASSED;
        for (Rubric rubric : rubrics) {
            if (rubrics.size() > 1) {
                screen.err().println(rubric.task().name() + ": " + rubric.task().title());
                screen.out().println(rubric.task().name());
            }
            Path folder = rubrics.size() == 1 ? folder() : folder().resolve(rubric.task().name());
            Ended ended = one(rubric, read.of(rubric.task().name()), selection, workplaces, folder,
                    pace.after(Duration.between(begun, Instant.now())));
            exitCode = Math.max(exitCode, new BatchFarewell(screen, folder).tell(ended));
            if (ended.ending() != Ending.DONE) {
                return exitCode;
            }
        }
        return exitCode;
    }

    private Ended one(Rubric rubric, Roster read, Selection selection, Workplaces workplaces, Path folder,
            BatchOptions options) {
        try (ResultsFolder open = ResultsFolder.open(folder, resume, rubric, read, InstantSource.system())) {
            return watched(progress -> new Batch(rubric.task(), workplaces, new Notes(user), options, open, progress,
                    new SecureRandom()).run(read.students(), selection));
        } catch (ResultsException e) {
            throw new GraderException(ExitCode.USAGE, Text.line(String.valueOf(e.getMessage())), e);
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

    private Path folder() {
        if (results == null) {
            throw new IllegalStateException("--results is required, and picocli sees to it");
        }
        return results;
    }
}
