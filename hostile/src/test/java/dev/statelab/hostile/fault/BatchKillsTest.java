package dev.statelab.hostile.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.cli.home.PrivateFolder;
import dev.statelab.hostile.grader.Classroom;
import dev.statelab.hostile.table.Fault;
import dev.statelab.hostile.table.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A batch over live clusters ends in the middle of what it changes there, and is then resumed. */
@Execution(ExecutionMode.SAME_THREAD)
@EnabledOnOs(OS.LINUX)
class BatchKillsTest {

    private static final String SOLUTIONS = Path.of("../reference-solutions").toAbsolutePath().normalize() + "/";
    private static final String GRADERS_OWN = Path.of("../tasks").toAbsolutePath().normalize().toString();

    private final Path folder;
    private final Path home;

    BatchKillsTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.home = Files.createDirectory(folder.resolve("home"));
    }

    @Test
    @Fault("kill -9 of a batch that changes live clusters")
    void killed(Ledger ledger) throws IOException {
        Path tasks = ChangingTask.in(folder);
        int[] moments = KillsTest.STEP > 2 ? new int[]{1, 4} : new int[]{1, 2, 3, 4, 5, 6};
        ledger.tried(moments.length);
        List<String> options = List.of("--tasks", tasks.toString());
        try (Ground anna = ground("anna", "task-02", options, SOLUTIONS + "task-02");
                Ground ben = ground("ben", "task-02", options, SOLUTIONS + "task-02")) {
            for (int moment : moments) {
                killedAndResumed("task-02", tasks.toString(), moment, anna, ben, 100);
            }
        }
    }

    @Test
    @Tag("long")
    @Fault("kill -9 of a batch that changes live clusters")
    void killed_with_lab_14(Ledger ledger) throws IOException {
        ledger.tried(2);
        String chart = SOLUTIONS + "lab-14/myapp-stateful";
        try (Ground anna = ground("anna", "lab-14", List.of(), chart);
                Ground ben = ground("ben", "lab-14", List.of(), chart)) {
            killedAndResumed("lab-14", GRADERS_OWN, 1, anna, ben, 120);
            killedAndResumed("lab-14", GRADERS_OWN, 3, anna, ben, 120);
        }
    }

    private Ground ground(String student, String task, List<String> options, String applied) throws IOException {
        return Ground.of(task, Files.createDirectory(folder.resolve(student)),
                arguments -> GraderProcess.run(home, arguments), options, "--apply", applied);
    }

    /** @param moment which of the changes of the first cluster is the last one before the process ends */
    private void killedAndResumed(String task, String tasks, int moment, Ground anna, Ground ben, int score)
            throws IOException {
        Classroom classroom = new Classroom(Files.createTempDirectory(folder, "class"));
        List<String> rows = List.of("anna,Anna," + anna.kubeconfig() + ",,,", "ben,Ben," + ben.kubeconfig() + ",,,");
        CompletableFuture<GraderProcess> started = new CompletableFuture<>();
        AtomicInteger changes = new AtomicInteger();
        anna.api().follow(sent -> {
            if (!sent.isChange() || changes.incrementAndGet() != moment) {
                return new Mishap.Passed();
            }
            started.join().signal("KILL");
            return new Mishap.Cut(-1);
        });
        ben.api().follow(Plan.NONE);
        try (GraderProcess batch = GraderProcess.start(home,
                classroom.command(task, rows, "--tasks", tasks, "--allow-loopback"))) {
            started.complete(batch);
            assertThat(batch.exitCode()).as(batch.err().join()).isEqualTo(137);
        }
        assertThat(notes()).as("of what is changed").isNotEmpty();

        anna.api().follow(Plan.NONE);
        try (GraderProcess resumed = GraderProcess.start(home,
                classroom.command(task, rows, "--tasks", tasks, "--allow-loopback", "--resume"))) {
            assertThat(resumed.exitCode()).as(resumed.err().join() + resumed.out().join()).isZero();
            assertThat(resumed.err().join()).contains("anna: An earlier evaluation did not give back");
        }

        assertThat(classroom.gradebook()).contains("anna,Anna,graded," + score, "ben,Ben,graded," + score);
        assertThat(notes()).isEmpty();
        anna.awaitSame();
        ben.awaitSame();
    }

    private List<String> notes() throws IOException {
        return new PrivateFolder(home.resolve(".statelab/changes")).names();
    }
}
