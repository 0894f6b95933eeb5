package dev.statelab.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGKILL at random instants in the middle of writes. */
final class KillTest {

    private static final int WRITERS = 6;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anAcknowledgedIncrementIsNeverLost(long seed) throws IOException {
        Files.writeString(folder.resolve("counter.txt"), "0\n");
        Writers counting = new Writers();
        try (AppProcess app = AppProcess.start(Mode.COUNTER, folder); Client client = app.client()) {
            counting.untilKilled(app, random(seed), writer -> client.post("/increment").status());
        }
        long counted = Long.parseLong(Files.readString(folder.resolve("counter.txt")).strip());
        assertThat(counted).isBetween((long) counting.acknowledged(), (long) counting.acknowledged() + WRITERS);
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7, 8})
    void anAcknowledgedValueIsNeverLostOrTorn(long seed) throws IOException {
        Writers storing = new Writers();
        try (AppProcess app = AppProcess.start(Mode.KV, folder); Client client = app.client()) {
            storing.untilKilled(
                    app,
                    random(seed),
                    writer -> client.post("/obj/key-" + writer, value(storing.acknowledged(writer) + 1)).status());
        }
        try (AppProcess next = AppProcess.start(Mode.KV, folder); Client client = next.client()) {
            for (int writer = 0; writer < WRITERS; writer++) {
                int acknowledged = storing.acknowledged(writer);
                assertThat(client.get("/obj/key-" + writer).body())
                        .isIn(acknowledged == 0 ? missing(writer) : value(acknowledged), value(acknowledged + 1));
            }
        }
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** Long enough that writing it takes a while, and different in every byte from the value before. */
    private static String value(int version) {
        return "%09d ".formatted(version).repeat(20_000);
    }

    private static String missing(int writer) {
        return "{\"error\":\"no such key\",\"key\":\"key-%d\",\"pod\":\"pod-0\"}\n".formatted(writer);
    }

    /** Threads that each write one after the other, and know how many of their writes were acknowledged. */
    private static final class Writers {

        private final List<AtomicInteger> acknowledged = IntStream.range(0, WRITERS)
                .mapToObj(writer -> new AtomicInteger()).toList();

        /** A write; its result is the status that it was answered with. */
        @FunctionalInterface
        interface Write {
            int by(int writer);
        }

        /** Returns when the process was killed and all writers noticed. */
        void untilKilled(AppProcess app, RandomGenerator random, Write write) {
            CountDownLatch warm = new CountDownLatch(random.nextInt(1, 40));
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                IntStream.range(0, WRITERS).forEach(writer -> threads.execute(() -> writeOn(writer, write, warm)));
                await(warm);
                CompletableFuture.runAsync(
                        app::kill,
                        CompletableFuture.delayedExecutor(random.nextInt(5_000), TimeUnit.MICROSECONDS)).join();
            }
        }

        int acknowledged(int writer) {
            return acknowledged.get(writer).get();
        }

        int acknowledged() {
            return acknowledged.stream().mapToInt(AtomicInteger::get).sum();
        }

        private void writeOn(int writer, Write write, CountDownLatch warm) {
            try {
                while (write.by(writer) == 200) {
                    acknowledged.get(writer).incrementAndGet();
                    warm.countDown();
                }
            } catch (UncheckedIOException killed) {
                // What was not answered may or may not have been written.
            }
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }
}
