package dev.statelab.hostile.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.hostile.table.Fault;
import dev.statelab.hostile.table.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The grader's process ends at some request of an evaluation that stores, deletes, scales and changes, or of a submission; and
 * then the same is run once more.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
@EnabledOnOs(OS.LINUX)
class KillsTest {

    static final int STEP = Integer.getInteger("statelab.kills.step", 14);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Path home;
    private final Ground ground;

    KillsTest(@TempDir Path folder) throws IOException {
        this.home = Files.createDirectory(folder.resolve("home"));
        this.ground = Ground.of("task-02", folder, arguments -> GraderProcess.run(home, arguments),
                List.of("--tasks", ChangingTask.in(folder).toString()), "--apply", ChangingTask.SOLUTION);
    }

    @AfterAll
    void stop() throws IOException {
        ground.close();
    }

    /** @param fault what becomes of the request at which the process ends */
    private Graded ended(String signal, int moment, Mishap fault, String... command) throws IOException {
        CompletableFuture<GraderProcess> started = new CompletableFuture<>();
        ground.api().follow(sent -> {
            if (sent.number() != moment) {
                return new Mishap.Passed();
            }
            started.join().signal(signal);
            return fault;
        });
        try (GraderProcess process = GraderProcess.start(home, command)) {
            started.complete(process);
            return process.graded();
        }
    }

    private List<Path> kept(String folder) throws IOException {
        Path path = home.resolve(".statelab").resolve(folder);
        try (Stream<Path> files = Files.isDirectory(path) ? Files.list(path) : Stream.empty()) {
            return files.sorted().toList();
        }
    }

    private void runsOnceMore(Ledger ledger) throws IOException {
        ground.gradeAsBefore(Plan.NONE, ledger, LONGEST);
        assertThat(kept("changes")).isEmpty();
    }

    @Test
    void undisturbed_it_scores_100_and_leaves_no_note() throws IOException {
        assertThat(ground.undisturbed().score()).as(ground.undisturbed().toString()).contains(100);
        assertThat(kept("changes")).isEmpty();
    }

    @Test
    @Fault("kill -9 of an evaluation, at a request that arrives")
    void killed(Ledger ledger) throws IOException {
        for (int moment : ledger.moments(5, STEP, ground.requests())) {
            Graded killed = ended("KILL", moment, new Mishap.Cut(-1), ground.command());
            assertThat(killed.exitCode()).isEqualTo(137);
            runsOnceMore(ledger);
        }
    }

    @Test
    @Tag("long")
    @Fault("kill -9 of an evaluation, at a request that is lost")
    void killed_before(Ledger ledger) throws IOException {
        for (int moment : ledger.moments(8, STEP, ground.requests())) {
            Graded killed = ended("KILL", moment, new Mishap.Unsent(), ground.command());
            assertThat(killed.exitCode()).isEqualTo(137);
            runsOnceMore(ledger);
        }
    }

    @Test
    @Tag("long")
    @Fault("SIGTERM at an evaluation")
    void terminated(Ledger ledger) throws IOException {
        stopped("TERM", ledger);
    }

    @Test
    @Tag("long")
    @Fault("Ctrl-C at an evaluation")
    void interrupted(Ledger ledger) throws IOException {
        stopped("INT", ledger);
    }

    private void stopped(String signal, Ledger ledger) throws IOException {
        for (int moment : ledger.moments(3, STEP, ground.requests())) {
            Graded stopped = ended(signal, moment, new Mishap.Passed(), ground.command());
            new Soundness(ground.undisturbed(), ledger).check(stopped, ground.api().sent(), LONGEST);
            ground.awaitSame();
            runsOnceMore(ledger);
        }
    }
}
