package dev.statelab.hostile.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.hostile.table.Fault;
import dev.statelab.hostile.table.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Something breaks at a change that an evaluation makes for a while, and then the same process grades once more: whatever
 * became of the change, the next evaluation meets the work as the student left it.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class LostChangesTest {

    private static final int STEP = Integer.getInteger("statelab.changes.step", 3);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int CONFLICT = 409;

    private final Ground ground;

    LostChangesTest(@TempDir Path folder) throws IOException {
        this.ground = Ground.of("task-02", folder, Graded::by, List.of("--tasks", ChangingTask.in(folder).toString()),
                "--apply", ChangingTask.SOLUTION);
    }

    @AfterAll
    void stop() throws IOException {
        ground.close();
    }

    private static int[] changes(int first, Ledger ledger) {
        return ledger.moments(first, STEP, ChangingTask.CHANGES);
    }

    private static Plan atChange(int which, Mishap fault) {
        AtomicInteger seen = new AtomicInteger();
        Predicate<Sent> change = sent -> sent.isChange() && seen.incrementAndGet() == which;
        return Plan.when(change, fault);
    }

    private void atSomeChanges(int first, Ledger ledger, Supplier<Mishap> fault) throws IOException {
        for (int which : changes(first, ledger)) {
            Graded _ = ground.gradeSoundly(atChange(which, fault.get()), ledger, LONGEST);
            ground.gradeAsBefore(Plan.NONE, ledger, LONGEST);
        }
    }

    @Test
    void undisturbed_it_scores_100_with_at_least_so_many_changes() throws IOException {
        Graded graded = ground.grade(Plan.NONE);

        assertThat(graded.score()).as(graded.toString()).contains(100);
        assertThat(ground.api().sent().stream().filter(Sent::isChange)).as("more where a controller was faster")
                .hasSizeGreaterThanOrEqualTo(ChangingTask.CHANGES);
    }

    @Test
    @Fault("The server restarts at a change")
    void restarts(Ledger ledger) throws IOException {
        atSomeChanges(3, ledger, () -> new Mishap.Down(Duration.ofMillis(700)));
    }

    @Test
    @Fault("No answer to a change")
    void no_answer(Ledger ledger) throws IOException {
        atSomeChanges(2, ledger, () -> new Mishap.Cut(-1));
    }

    @Test
    @Fault("A change arrives after the next evaluation has looked")
    void late(Ledger ledger) throws IOException {
        for (int which : changes(1, ledger)) {
            Mishap.Held late = Mishap.Held.back();
            Graded _ = ground.gradeSoundly(atChange(which, late), ledger, LONGEST);

            AtomicInteger posts = new AtomicInteger();
            AtomicInteger status = new AtomicInteger();
            ground.gradeAsBefore(sent -> {
                if (sent.method().equals("POST") && posts.getAndIncrement() == 0) {
                    status.set(late.arrives());
                }
                return new Mishap.Passed();
            }, ledger, LONGEST);

            assertThat(status).as("answer to change " + which).hasValue(CONFLICT);
        }
    }
}
