package dev.statelab.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.statelab.batch.result.ResultsFolder;
import dev.statelab.batch.result.Rubric;
import dev.statelab.batch.result.StudentOutcome;
import dev.statelab.batch.roster.Roster;
import dev.statelab.batch.roster.RosterReader;
import dev.statelab.batch.roster.RosterReading;
import dev.statelab.batch.roster.Student;
import dev.statelab.batch.run.Batch;
import dev.statelab.batch.run.BatchOptions;
import dev.statelab.batch.run.BatchProgress;
import dev.statelab.batch.run.Selection;
import dev.statelab.cli.TaskFolder;
import dev.statelab.cli.batch.LabWorkplaces;
import dev.statelab.cli.change.Notes;
import dev.statelab.cli.home.PrivateFolder;
import dev.statelab.core.task.Task;
import dev.statelab.kube.connect.UntrustedRules;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Grades a class whose students all handed in the same, each on a lab cluster of his or her own, and prints what a further
 * group of them cost: students a second, processor time, and what is in use then. Arguments: the checkout, how many
 * students, how many at the same time.
 */
public final class ClassOfStudents implements BatchProgress {

    private static final String TASK = "task-02";
    private static final int GROUPS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final UnixOperatingSystemMXBean process = (UnixOperatingSystemMXBean) ManagementFactory
            .getOperatingSystemMXBean();
    private final PrintStream out;
    private final int group;
    private int done;
    private int unexpected;
    private long since = System.nanoTime();
    private long processorSince = process.getProcessCpuTime();

    private ClassOfStudents(PrintStream out, int group) {
        this.out = out;
        this.group = group;
    }

    public static void main(String... args) throws IOException {
        Logger.getLogger("").setLevel(Level.OFF);
        Path checkout = Path.of(args[0]).toAbsolutePath();
        int students = Integer.parseInt(args[1]);
        int parallel = Integer.parseInt(args[2]);
        Path folder = Files.createTempDirectory("class");
        if (run(checkout, folder, students, parallel) == 0) {
            Folders.delete(folder);
        } else {
            System.out.println("Why not is in " + folder.resolve("results"));
        }
    }

    /** How many did not get the full score. */
    private static int run(Path checkout, Path folder, int students, int parallel) throws IOException {
        Roster roster = roster(folder, students, checkout.resolve("reference-solutions").resolve(TASK));
        TaskFolder tasks = new TaskFolder(checkout.resolve("tasks"));
        Task task = tasks.read(TASK);
        BatchOptions options = new BatchOptions(parallel, parallel, 0, PATIENCE, BatchOptions.NO_DEADLINE, PATIENCE,
                PATIENCE, new UntrustedRules(false, false, false));
        ClassOfStudents progress = new ClassOfStudents(System.out, Math.max(1, students / GROUPS));
        System.out.println("| students | students/s | CPU ms a student | heap MiB | threads | open files |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        try (ResultsFolder results = ResultsFolder.open(folder.resolve("results"), false,
                new Rubric(task, Files.readString(tasks.taskFile(TASK))), roster,
                InstantSource.system()); LabWorkplaces labs = new LabWorkplaces(parallel)) {
            Batch.Ended _ = new Batch(task, labs, new Notes(new PrivateFolder(folder)), options, results, progress,
                    new Random())
                    .run(roster.students(), new Selection.Rest());
        }
        System.out.printf("%nAll over: heap %d MiB, %d threads, %d open files. Without the full score: %d%n", heap(),
                ManagementFactory.getThreadMXBean().getThreadCount(), progress.process.getOpenFileDescriptorCount(),
                progress.unexpected);
        return progress.unexpected;
    }

    private static Roster roster(Path folder, int students, Path solution) throws IOException {
        StringBuilder rows = new StringBuilder("student_id,submission\n");
        for (int i = 0; i < students; i++) {
            rows.append('s').append(i).append(',').append(solution).append('\n');
        }
        Path file = Files.writeString(folder.resolve("class.csv"), rows, UTF_8);
        return switch (RosterReader.read(file, Map.of())) {
            case RosterReading.Complete(Roster roster) -> roster;
            case RosterReading.Faulty(var mistake) -> throw new IllegalStateException(mistake.toString());
        };
    }

    @Override
    public synchronized void finished(Student student, StudentOutcome outcome) {
        boolean asExpected = outcome instanceof StudentOutcome.Graded(var evaluation)
                && evaluation.score().orElseThrow() == evaluation.task().maxScore();
        unexpected += asExpected ? 0 : 1;
        done++;
        if (done % group == 0) {
            long now = System.nanoTime();
            long processor = process.getProcessCpuTime();
            out.printf("| %d | %.1f | %d | %d | %d | %d |%n", done, group / ((now - since) / 1e9),
                    TimeUnit.NANOSECONDS.toMillis(processor - processorSince) / group, heap(),
                    ManagementFactory.getThreadMXBean().getThreadCount(), process.getOpenFileDescriptorCount());
            since = System.nanoTime();
            processorSince = process.getProcessCpuTime();
        }
    }

    /** What is in use after a full collection, in MiB. */
    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }
}
