package dev.statelab.hostile.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.hostile.table.Fault;
import dev.statelab.hostile.table.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * One thing at a time breaks between the grader and a cluster with a solution that scores 100, at each request of the
 * evaluation in turn, or at some of them: {@code -Dstatelab.faults.step=1} for each.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class FaultsTest {

    private static final int STEP = Integer.getInteger("statelab.faults.step", 9);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Ground ground;

    FaultsTest(@TempDir Path folder) throws IOException {
        this.ground = Ground.of("task-02", folder, "--apply", "../reference-solutions/task-02");
    }

    @AfterAll
    void stop() throws IOException {
        ground.close();
    }

    private void atEachRequest(int first, Ledger ledger, IntFunction<Plan> plan) throws IOException {
        for (int moment : ledger.moments(first, STEP, ground.requests())) {
            under(plan.apply(moment), ledger);
        }
    }

    private void under(Plan plan, Ledger ledger) throws IOException {
        Graded _ = ground.gradeSoundly(plan, ledger, LONGEST);
        ground.awaitSame();
    }

    @Test
    void undisturbed_it_scores_100() {
        assertThat(ground.undisturbed().score()).as(ground.undisturbed().toString()).contains(100);
    }

    @Test
    @Fault("The connection is refused from then on")
    void refused(Ledger ledger) throws IOException {
        atEachRequest(1, ledger, moment -> Plan.at(moment, new Mishap.Down(Duration.ofHours(1))));
    }

    @Test
    @Fault("The server restarts")
    void restarts(Ledger ledger) throws IOException {
        atEachRequest(2, ledger, moment -> Plan.at(moment, new Mishap.Down(Duration.ofMillis(1500))));
    }

    @Test
    @Fault("A connection is reset before the request")
    void unsent(Ledger ledger) throws IOException {
        atEachRequest(3, ledger, moment -> Plan.at(moment, new Mishap.Unsent()));
    }

    @Test
    @Fault("A connection is reset instead of an answer")
    void no_answer(Ledger ledger) throws IOException {
        atEachRequest(4, ledger, moment -> Plan.at(moment, new Mishap.Cut(-1)));
    }

    @Test
    @Fault("A connection is reset in the middle of a body")
    void cut(Ledger ledger) throws IOException {
        atEachRequest(5, ledger, moment -> Plan.at(moment, new Mishap.Cut(20)));
    }

    @Test
    @Fault("429 with Retry-After")
    void throttled(Ledger ledger) throws IOException {
        atEachRequest(6, ledger, moment -> Plan.at(moment, Mishap.Answered.status(429, "TooManyRequests",
                "the server has received too many requests", "Retry-After: 1")));
    }

    @Test
    @Fault("429 of a server that is ending")
    void ending(Ledger ledger) throws IOException {
        atEachRequest(1, ledger, moment -> Plan.burst(moment, 3, Mishap.Answered.text(429,
                "The apiserver is shutting down, please try again later.\n", "Retry-After: 1", "Connection: close")));
    }

    @Test
    @Fault("A burst of 500")
    void errors(Ledger ledger) throws IOException {
        atEachRequest(2, ledger, moment -> Plan.burst(moment, 5,
                Mishap.Answered.status(500, "InternalError", "etcdserver: request timed out")));
    }

    @Test
    @Fault("A burst of 500 as plain text")
    void errors_as_text(Ledger ledger) throws IOException {
        atEachRequest(3, ledger, moment -> Plan.burst(moment, 5, Mishap.Answered.text(500,
                "Internal Server Error: \"/api/v1\": context deadline exceeded\n")));
    }

    @Test
    @Fault("A gateway's 502")
    void bad_gateway(Ledger ledger) throws IOException {
        atEachRequest(4, ledger, moment -> Plan.burst(moment, 5, new Mishap.Answered(502, "text/html",
                "<html><head><title>502 Bad Gateway</title></head></html>", List.of())));
    }

    @Test
    @Fault("503 with Retry-After: 0")
    void unavailable(Ledger ledger) throws IOException {
        atEachRequest(5, ledger, moment -> Plan.burst(moment, 2, Mishap.Answered.status(503, "ServiceUnavailable",
                "the server is currently unable to handle the request", "Retry-After: 0")));
    }

    @Test
    @Fault("The permission is gone from then on")
    void forbidden(Ledger ledger) throws IOException {
        atEachRequest(6, ledger, moment -> Plan.from(moment, Mishap.Answered.status(403, "Forbidden", "forbidden")));
    }

    @Test
    @Fault("The token is over from then on")
    void unauthorized(Ledger ledger) throws IOException {
        atEachRequest(1, ledger,
                moment -> Plan.from(moment, Mishap.Answered.status(401, "Unauthorized", "Unauthorized")));
    }

    @Test
    @Fault("410 on every watch")
    void gone(Ledger ledger) throws IOException {
        under(Plan.when(Sent::isWatch, Mishap.Answered.status(410, "Expired", "too old resource version")), ledger);
    }

    @Test
    @Tag("long")
    @Fault("A latency of 2 s")
    void slow(Ledger ledger) throws IOException {
        under(Plan.from(1, new Mishap.Late(Duration.ofSeconds(2))), ledger);
    }

    @Test
    @Tag("long")
    @Fault("A latency of 2 s of one request")
    void slow_once(Ledger ledger) throws IOException {
        atEachRequest(2, ledger, moment -> Plan.at(moment, new Mishap.Late(Duration.ofSeconds(2))));
    }
}
