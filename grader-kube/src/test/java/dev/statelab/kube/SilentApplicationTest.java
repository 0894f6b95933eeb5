package dev.statelab.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.cluster.PodAnswer.NoAnswer;
import dev.statelab.core.cluster.PodAnswer.Unknown;
import dev.statelab.core.cluster.PodRequest;
import dev.statelab.core.cluster.Target;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An application gives no answer: whose fault that is, and how to end the wait. */
final class SilentApplicationTest {

    private static final String PATH = "/api/v1/namespaces/task-02/pods/key-value-svc-0:5000/proxy/";
    private static final String VERSION = "/version";
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final FakeApi api = new FakeApi();
    private final CountDownLatch asked = api.silent(PATH);
    private final SlowMachine machine = new SlowMachine();
    private final KubeCluster cluster = machine.cluster(api.connection());

    @AfterEach
    void close() {
        cluster.close();
        api.close();
    }

    @Test
    void isToBlameWhenTheApiServerIsPrompt() throws Exception {
        machine.takes(14);
        api.on(VERSION, Recordings.response("version"));

        PodAnswer answer = ask(SHORT);

        assertThat(answer).isEqualTo(new NoAnswer("no answer within 150 ms from port 5000"));
        assertThat(api.seen()).as("asked meanwhile and then").filteredOn(seen -> seen.uri().equals(VERSION)).hasSize(2);
    }

    @Test
    void isNotToBlameWhenTheApiServerWasNotWellMeanwhile() throws Exception {
        AtomicInteger times = new AtomicInteger();
        api.on(VERSION, exchange -> FakeApi.send(exchange, times.getAndIncrement() == 0
                ? new Recordings.Answer(503, "text/plain", "not now")
                : Recordings.response("version")));

        assertThat(reason(ask(SHORT))).isEqualTo(Reason.TIMED_OUT);
    }

    @Test
    void isNotToBlameWhenTheApiServerItselfIsSlow() throws Exception {
        CountDownLatch _ = api.silent(VERSION);

        assertThat(reason(ask(SHORT))).isEqualTo(Reason.TIMED_OUT);
    }

    @Test
    void isNotExcusedByAMomentWithoutTime() throws Exception {
        machine.takes(60, 60, 14, 60, 60, 14);
        api.on(VERSION, Recordings.response("version"));

        assertThat(ask(SHORT)).isInstanceOf(NoAnswer.class);
    }

    @ParameterizedTest
    @CsvSource({"15, 1", "15, 15", "1, 15"})
    void isNotToBlameWhenThisMachineIsStarved(int meanwhile, int then) throws Exception {
        AtomicInteger times = new AtomicInteger();
        api.on(VERSION, exchange -> {
            machine.takes(times.getAndIncrement() == 0 ? meanwhile : then);
            FakeApi.send(exchange, Recordings.response("version"));
        });

        assertThat(ask(SHORT)).isInstanceOfSatisfying(Unknown.class, unknown -> assertThat(unknown.cause().message())
                .isEqualTo(
                        "Expected an answer from port 5000 of pod key-value-svc-0 within 150 ms, but this machine has so"
                                + " much to do that programs take 15 times as long; end other programs, and run this again"));
    }

    @Test
    void isNotWaitedForAfterAnInterruption() throws Exception {
        FutureTask<PodAnswer> task = new FutureTask<>(() -> ask(LONG));
        Thread thread = Thread.startVirtualThread(task);
        asked.await();
        thread.interrupt();

        assertThatThrownBy(task::get).hasCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void isNotWaitedForWhenTheClusterIsClosed() throws Exception {
        FutureTask<PodAnswer> task = new FutureTask<>(() -> ask(LONG));
        Thread.startVirtualThread(task);
        asked.await();
        cluster.close();

        assertThat(reason(task.get())).isEqualTo(Reason.INTERRUPTED);
    }

    private PodAnswer ask(Duration timeout) throws InterruptedException {
        return cluster.send(new PodRequest("task-02", new Target.Pod("key-value-svc-0"), 5000, "GET", "/", Map.of(), "",
                timeout));
    }

    private static Reason reason(PodAnswer answer) {
        return ((Unknown) answer).cause().reason();
    }
}
