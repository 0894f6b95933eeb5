package dev.statelab.cli.submission;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.statelab.cli.ClusterOptions;
import dev.statelab.cli.ExitCode;
import dev.statelab.cli.GraderException;
import dev.statelab.cli.Grading;
import dev.statelab.cli.Grading.Graded;
import dev.statelab.cli.Installation;
import dev.statelab.cli.NamedOption;
import dev.statelab.cli.OpenCluster;
import dev.statelab.cli.Screen;
import dev.statelab.cli.TasksOption;
import dev.statelab.cli.Text;
import dev.statelab.cli.home.PrivateFolder;
import dev.statelab.cli.submission.Finals.Final;
import dev.statelab.core.report.TextReport;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.submission.Course;
import dev.statelab.core.submission.SealCheck;
import dev.statelab.core.submission.SealingKey;
import dev.statelab.core.submission.Submission;
import dev.statelab.core.task.Task;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code grader submit}: grades afresh, asks, and writes what is handed in. */
@Command(name = "submit", mixinStandardHelpOptions = true, description = {
    "Grades your work afresh, shows the score and what is missing, and once you agree writes the file to hand in.",
    "The file is sealed: a change in it is found. The seal is your own, so it does not prove how the score came "
            + "about; what counts is decided by your course."
}, footerHeading = "%nExamples:%n", footer = {
    "  grader submit task-02 --student alice@example.org",
    "  grader submit task-02 --yes --output handed-in.json"
})
public final class SubmitCommand implements Callable<Integer> {

    private final Screen screen;
    private final Installation installation;
    private final BufferedReader answers;
    private final PrivateFolder folder;
    private final InstantSource clock;

    @Parameters(paramLabel = "TASK", description = "The task's name, such as task-02.")
    private String taskName = "";

    @Mixin
    private final TasksOption tasks = new TasksOption();

    @Mixin
    private final ClusterOptions where = new ClusterOptions();

    @Mixin
    private final NamedOption parameters = new NamedOption();

    @Mixin
    private final CourseFile course = new CourseFile();

    @Option(names = "--student", paramLabel = "ID", description = "Who hands in: the name, address or number that your course knows you by. Remembered for the next time.")
    private @Nullable String student;

    @Option(names = "--yes", description = "Hand in without being asked.")
    private boolean yes;

    @Option(names = {"-o",
        "--output"}, paramLabel = "FILE", description = "Where to write the file to hand in. Default: TASK-submission-NUMBER.json in the current folder.")
    private @Nullable Path output;

    @Option(names = "--key", paramLabel = "FILE", description = "Seal with this key instead of your own: for instructors, whose key makes a submission authoritative.")
    private @Nullable Path key;

    /**
     * The command.
     *
     * @param answers what the user types
     * @param folder of the user
     */
    public SubmitCommand(Screen screen, Installation installation, BufferedReader answers, PrivateFolder folder,
            InstantSource clock) {
        this.screen = screen;
        this.installation = installation;
        this.answers = answers;
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        Task task = tasks.in(installation).read(taskName);
        Optional<Course> settings = course.read(installation);
        Finals finals = new Finals(folder);
        try {
            Identity identity = new Identity(folder);
            String who = identity.student(Optional.ofNullable(student));
            SealingKey sealingKey = key == null ? identity.ownKey() : Identity.key(key);
            tellOfEarlier(finals.last(task.name()));
            Graded graded = grade(task);
            Evaluation evaluation = graded.evaluation().forStudents();
            screen.out().print(TextReport.render(evaluation, screen.textOptions()));
            screen.out().flush();
            if (evaluation.score().isEmpty()) {
                throw new GraderException(ExitCode.INCOMPLETE,
                        "Nothing was handed in: without a score there is nothing to"
                                + " hand in, and what could not be found out costs no points. Try again.");
            }
            if (!agreed(task, who, settings, evaluation)) {
                screen.err().println("Nothing was handed in.");
                return ExitCode.USAGE;
            }
            handIn(finals, who, settings, new Graded(evaluation, graded.objects()), sealingKey);
            return ExitCode.of(evaluation);
        } catch (IOException refused) {
            throw new GraderException(ExitCode.USAGE, "Nothing was handed in, because " + folder.path()
                    + " cannot be used: " + refused + ". Make it writable, or free some space.", refused);
        }
    }

    private Graded grade(Task task) throws InterruptedException {
        try (OpenCluster cluster = where.open()) {
            return new Grading(screen, cluster).gradeWithObjects(task, where.namespace(task),
                    parameters.of(task, List.of(Path.of(""))));
        }
    }

    private void tellOfEarlier(Optional<Final> last) {
        last.ifPresent(earlier -> screen.err().println("You have handed in this task before: number "
                + earlier.number() + ", " + Text.line(earlier.submittedAt()) + ", " + Text.line(earlier.score()) + ": "
                + earlier.file() + "\nIt stays as it is. What you hand in now is number " + (earlier.number() + 1)
                + ", beside it."));
    }

    private boolean agreed(Task task, String who, Optional<Course> settings, Evaluation evaluation) throws IOException {
        screen.err().println();
        settings.ifPresent(known -> screen.err().println(lateness(known, clock.instant())));
        screen.err().println("Hand in " + task.name() + " as " + Text.line(who) + " with "
                + evaluation.score().orElseThrow() + " of " + task.maxPoints() + " points?"
                + (yes ? " yes" : " [y/N]"));
        return yes || Optional.ofNullable(answers.readLine()).orElse("").strip().matches("(?i)y|yes");
    }

    private static String lateness(Course course, Instant now) {
        return now.isAfter(course.deadline())
                ? "The deadline of " + Text.line(course.name()) + " has passed: it was " + course.deadline() + "."
                : "The deadline of " + Text.line(course.name()) + " is " + course.deadline() + ".";
    }

    /** Another run may take the same number at the same time: then this one takes the next, and says so by its name. */
    private void handIn(Finals finals, String who, Optional<Course> settings, Graded graded,
            SealingKey sealingKey) throws IOException {
        String grader = installation.describe();
        String task = graded.evaluation().task().name();
        int number = finals.last(task).map(Final::number).orElse(0);
        String text;
        do {
            number++;
            byte[] file = new Submission(number, who, settings.map(Course::name).orElse(""), grader, clock.instant(),
                    graded.evaluation(), graded.objects()).sealed(sealingKey);
            if (file.length > Submission.LARGEST || !(SealCheck.of(file) instanceof SealCheck.Intact)) {
                throw new IllegalStateException("a submission of " + file.length + " bytes that cannot be read again");
            }
            text = new String(file, US_ASCII);
        } while (!finals.add(task, number, text));
        Path kept = finals.path(task, number);
        Path wanted = Optional.ofNullable(output).orElse(Path.of(Finals.fileName(task, number)));
        screen.out().println();
        screen.out().println(copied(wanted, text)
                ? "Hand in this file: " + wanted + "\nA copy stays in " + kept + "."
                : "Hand in this file: " + kept);
        screen.out()
                .println("Its seal proves that nobody changed it since; it does not prove how the score came about.");
        screen.out().flush();
    }

    /** Writes over no file. */
    private boolean copied(Path wanted, String text) {
        try {
            Path _ = Files.writeString(wanted, text, StandardOpenOption.CREATE_NEW);
            return true;
        } catch (FileAlreadyExistsException there) {
            screen.err().println(wanted + " is there already, and stays as it is.");
            return false;
        } catch (IOException refused) {
            screen.err().println(wanted + " cannot be written: " + refused + ".");
            return false;
        }
    }
}
