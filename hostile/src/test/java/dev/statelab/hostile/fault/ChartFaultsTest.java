package dev.statelab.hostile.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.hostile.table.Fault;
import dev.statelab.hostile.table.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Something breaks while a chart is graded, which is scaled, gets other update strategies and other templates, and loses pods
 * meanwhile; and then the same process grades once more.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class ChartFaultsTest {

    private static final int STEP = Integer.getInteger("statelab.faults.chart.step", 97);
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final Duration RESTART = Duration.ofMillis(700);

    private final Ground ground;

    ChartFaultsTest(@TempDir Path folder) throws IOException {
        this.ground = Ground.of("lab-14", folder, "--apply", "../reference-solutions/lab-14/app-stateful-python-app");
    }

    @AfterAll
    void stop() throws IOException {
        ground.close();
    }

    /** @param which 1 and 2 for the strategy OnDelete and another template, 3 and 4 for the way back */
    private static Plan atChange(int which, Mishap fault) {
        AtomicInteger changes = new AtomicInteger();
        return Plan.when(sent -> sent.isChange() && (changes.get() > 0 || sent.body().contains("\"OnDelete\""))
                && changes.incrementAndGet() == which, fault);
    }

    private void under(Plan plan, Ledger ledger) throws IOException {
        Graded _ = ground.gradeSoundly(plan, ledger, LONGEST);
        ground.gradeAsBefore(Plan.NONE, ledger, LONGEST);
    }

    private void atSomeRequests(int first, Ledger ledger, IntFunction<Plan> plan) throws IOException {
        for (int moment : ledger.moments(first, STEP, ground.requests())) {
            under(plan.apply(moment), ledger);
        }
    }

    @Test
    void undisturbed_it_scores_120() {
        assertThat(ground.undisturbed().score()).as(ground.undisturbed().toString()).contains(120);
    }

    /** The pod that was deleted has the other template then, and is replaced while the next evaluation begins. */
    @ParameterizedTest
    @ValueSource(ints = 3)
    @Fault("A chart: the server restarts at a change")
    void restarts(int change, Ledger ledger) throws IOException {
        under(atChange(change, new Mishap.Down(RESTART)), ledger);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    @Fault("A chart: the server restarts at a change")
    void restarts_at_others(int change, Ledger ledger) throws IOException {
        under(atChange(change, new Mishap.Down(RESTART)), ledger);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    @Fault("A chart: no answer to a change")
    void no_answer(int change, Ledger ledger) throws IOException {
        under(atChange(change, new Mishap.Cut(-1)), ledger);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    @Fault("A chart: a change arrives after the next evaluation has looked")
    void late(int change, Ledger ledger) throws IOException {
        Mishap.Held late = Mishap.Held.back();
        Graded _ = ground.gradeSoundly(atChange(change, late), ledger, LONGEST);
        AtomicInteger visits = new AtomicInteger();
        ground.gradeAsBefore(sent -> {
            if (sent.isToApplication() && visits.getAndIncrement() == 0) {
                assertThat(late.arrives()).isEqualTo(409);
            }
            return new Mishap.Passed();
        }, ledger, LONGEST);
        assertThat(visits).hasPositiveValue();
    }

    @Test
    @Tag("long")
    @Fault("A chart: the server restarts")
    void restarts_anywhere(Ledger ledger) throws IOException {
        atSomeRequests(2, ledger, moment -> Plan.at(moment, new Mishap.Down(RESTART)));
    }

    @Test
    @Tag("long")
    @Fault("A chart: a burst of 500")
    void errors(Ledger ledger) throws IOException {
        atSomeRequests(5, ledger, moment -> Plan.burst(moment, 5,
                Mishap.Answered.status(500, "InternalError", "etcdserver: request timed out")));
    }

    @Test
    @Tag("long")
    @Fault("A chart: the permission is gone from then on")
    void forbidden(Ledger ledger) throws IOException {
        atSomeRequests(7, ledger, moment -> Plan.from(moment, Mishap.Answered.status(403, "Forbidden", "forbidden")));
    }

    @Test
    @Tag("long")
    @Fault("A chart: 410 on every watch")
    void gone(Ledger ledger) throws IOException {
        under(Plan.when(Sent::isWatch, Mishap.Answered.status(410, "Expired", "too old resource version")), ledger);
    }
}
