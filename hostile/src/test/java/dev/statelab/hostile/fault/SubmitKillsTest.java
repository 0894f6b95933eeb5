package dev.statelab.hostile.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.hostile.grader.GraderRun;
import dev.statelab.hostile.table.Fault;
import dev.statelab.hostile.table.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The grader's process is killed while somebody hands in; and then he or she hands in once more. */
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
@EnabledOnOs(OS.LINUX)
class SubmitKillsTest {

    private static final int STEP = Integer.getInteger("statelab.kills.step", 14);

    private final Path home;
    private final Ground ground;

    SubmitKillsTest(@TempDir Path folder) throws IOException {
        this.home = Files.createDirectory(folder.resolve("home"));
        this.ground = Ground.of("task-02", folder, "--apply", "../reference-solutions/task-02");
    }

    @AfterAll
    void stop() throws IOException {
        ground.close();
    }

    private String[] submit() {
        return ground.command("submit", "--yes", "--student", "alice");
    }

    private List<Path> finals() throws IOException {
        Path all = home.resolve(".statelab/submissions");
        try (Stream<Path> files = Files.isDirectory(all) ? Files.list(all) : Stream.empty()) {
            return files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
        }
    }

    /** All that was handed in holds, nothing of it has gone or changed, and the next one is told of the one before. */
    private void handsInOnceMore(List<String> before, Ledger ledger) throws IOException {
        List<String> kept = texts(finals());
        if (!kept.containsAll(before)) {
            throw ledger.lostResult("a submission has gone or was changed");
        }
        verified();

        ground.api().follow(Plan.NONE);
        try (GraderProcess again = GraderProcess.start(home, submit())) {
            assertThat(again.exitCode()).as(again.err().join()).isZero();
            if (kept.isEmpty()) {
                assertThat(again.err().join()).doesNotContain("You have handed in this task before");
            } else {
                assertThat(again.err().join()).contains("You have handed in this task before: number " + kept.size());
            }
            assertThat(again.out().join()).contains("100 of 100", "Hand in this file: ");
        }

        if (!texts(finals()).containsAll(kept)) {
            throw ledger.lostResult("a submission has gone or was changed by the next one");
        }
        assertThat(finals()).hasSize(kept.size() + 1);
        verified();
        ground.awaitSame();
    }

    private static List<String> texts(List<Path> files) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path file : files) {
            texts.add(Files.readString(file));
        }
        return texts;
    }

    private void verified() throws IOException {
        if (!finals().isEmpty()) {
            GraderRun run = GraderRun.of(Stream.concat(Stream.of("submission", "verify"),
                    finals().stream().map(Path::toString)).toArray(String[]::new));
            assertThat(run.exitCode()).as(run.printed()).isZero();
        }
    }

    @Test
    @Fault("kill -9 of a submission, at a request")
    void killed_at_a_request(Ledger ledger) throws IOException {
        for (int moment : ledger.moments(7, STEP, ground.requests())) {
            List<String> before = texts(finals());
            CompletableFuture<GraderProcess> started = new CompletableFuture<>();
            ground.api().follow(Plan.meanwhile(moment, () -> started.join().signal("KILL")));
            try (GraderProcess process = GraderProcess.start(home, submit())) {
                started.complete(process);
                assertThat(process.exitCode()).isEqualTo(137);
            }
            assertThat(texts(finals())).as("nothing is handed in before it is agreed to").isEqualTo(before);
            handsInOnceMore(before, ledger);
        }
    }

    /** While it writes: it was told to go on by then. */
    @ParameterizedTest
    @ValueSource(ints = {0, 5, 20, 60, 120})
    @Tag("long")
    @Fault("kill -9 of a submission that is being written")
    void killed_while_it_writes(int millis, Ledger ledger) throws IOException, InterruptedException {
        List<String> before = texts(finals());
        ground.api().follow(Plan.NONE);
        CompletableFuture<Void> agreed = new CompletableFuture<>();
        try (GraderProcess process = GraderProcess.start(home, line -> {
            if (line.startsWith("Hand in task-02 as alice")) {
                agreed.complete(null);
            }
        }, submit())) {
            agreed.join();
            boolean _ = process.process().waitFor(millis, TimeUnit.MILLISECONDS);
            process.signal("KILL");
            int _ = process.exitCode();
        }
        handsInOnceMore(before, ledger);
    }
}
