package dev.statelab.lab.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ScaledClockTest {

    @Test
    void aFastClockPassesAnHourInSeconds() throws InterruptedException {
        try (ScaledClock clock = new ScaledClock(100_000)) {
            Instant before = clock.now();

            clock.sleep(Duration.ofHours(1));

            assertThat(Duration.between(before, clock.now())).isGreaterThanOrEqualTo(Duration.ofHours(1));
        }
    }

    @Test
    void anActionRunsAfterItsSpan() throws InterruptedException {
        try (ScaledClock clock = new ScaledClock(1_000)) {
            Instant due = clock.now().plusSeconds(10);
            CountDownLatch ran = new CountDownLatch(1);

            clock.after(Duration.ofSeconds(10), ran::countDown);

            assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(clock.now()).isAfterOrEqualTo(due);
        }
    }

    @Test
    void aCancelledActionDoesNotRun() throws InterruptedException {
        try (ScaledClock clock = new ScaledClock(1_000)) {
            CountDownLatch cancelled = new CountDownLatch(1);
            CountDownLatch later = new CountDownLatch(1);

            clock.after(Duration.ofSeconds(20), cancelled::countDown).cancel();
            clock.after(Duration.ofSeconds(40), later::countDown);

            assertThat(later.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(cancelled.getCount()).isEqualTo(1);
        }
    }

    @Test
    void realTimeIsWhatALibraryHasToWait() {
        try (ScaledClock clock = new ScaledClock(10)) {
            assertThat(clock.real(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(3));
        }
    }

    @Test
    void aSpanThatWouldPassTooQuicklyIsMadeLonger() {
        try (ScaledClock clock = new ScaledClock(10)) {
            assertThat(clock.lasting(Duration.ofMillis(500), Duration.ofMillis(100))).isEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void aSpanThatTakesLongEnoughStaysAsItIs() {
        try (ScaledClock clock = new ScaledClock(10)) {
            assertThat(clock.lasting(Duration.ofSeconds(1), Duration.ofMillis(100))).isEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void closingEndsSleep() throws InterruptedException {
        ScaledClock clock = ScaledClock.realTime();
        clock.close();

        assertThatThrownBy(() -> clock.sleep(Duration.ofDays(1))).isInstanceOf(InterruptedException.class);
    }
}
