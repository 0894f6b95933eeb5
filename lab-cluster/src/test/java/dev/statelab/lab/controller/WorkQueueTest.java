package dev.statelab.lab.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.time.ScaledClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkQueueTest {

    private static final ObjectKey KEY = new ObjectKey("lab", "kv");
    private static final ObjectKey OTHER = new ObjectKey("lab", "other");

    private final ScaledClock clock = new ScaledClock(100);
    private final AtomicInteger turns = new AtomicInteger();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @AfterEach
    void closeClock() {
        clock.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void additionsDuringATurnLeadToOneMoreTurn() {
        var afterwards = new CountDownLatch(1);
        try (var queue = new WorkQueue("test", _ -> {
            if (turns.incrementAndGet() == 1) {
                begun.countDown();
                await(mayEnd);
            } else {
                afterwards.countDown();
            }
            return Optional.empty();
        }, clock)) {
            queue.add(KEY);
            await(begun);

            queue.add(KEY);
            queue.add(KEY);
            mayEnd.countDown();

            await(afterwards);
        }
        assertThat(turns).hasValue(2);
    }

    @Test
    void differentKeysHaveTheirTurnsAtTheSameTime() throws InterruptedException {
        var both = new CountDownLatch(2);
        try (var queue = new WorkQueue("test", _ -> {
            both.countDown();
            await(both);
            return Optional.empty();
        }, clock)) {
            queue.add(KEY);
            queue.add(OTHER);

            assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aTurnThatFailedIsRepeated() {
        var succeeded = new CountDownLatch(1);
        try (var queue = new WorkQueue("test", _ -> {
            if (turns.incrementAndGet() < 3) {
                throw new ApiException(JsonNodeFactory.instance.objectNode().put("code", 409));
            }
            succeeded.countDown();
            return Optional.empty();
        }, clock)) {
            queue.add(KEY);

            await(succeeded);
            assertThat(turns).hasValue(3);
        }
    }

    @Test
    void aKeyIsLookedAtAgainWhenItsReconcilerSaysSo() {
        var twice = new CountDownLatch(2);
        try (var queue = new WorkQueue("test", _ -> {
            twice.countDown();
            return twice.getCount() > 0 ? Optional.of(Duration.ofSeconds(1)) : Optional.empty();
        }, clock)) {
            queue.add(KEY);

            await(twice);
            assertThat(twice.getCount()).isZero();
        }
    }

    @Test
    void closeWaitsForTheTurnThatRuns() {
        List<String> order = new ArrayList<>();
        var inTurn = new Semaphore(0);
        var queue = new WorkQueue("test", _ -> {
            inTurn.release();
            await(mayEnd);
            order.add("turn ended");
            return Optional.empty();
        }, clock);
        queue.add(KEY);
        inTurn.acquireUninterruptibly();
        clock.after(Duration.ofSeconds(1), mayEnd::countDown);

        queue.close();
        order.add("closed");

        assertThat(order).containsExactly("turn ended", "closed");
    }

    @Test
    void nothingRunsAfterClose() {
        var queue = new WorkQueue("test", _ -> {
            turns.incrementAndGet();
            return Optional.empty();
        }, clock);
        queue.close();

        queue.add(KEY);

        assertThat(turns).hasValue(0);
    }
}
