package dev.statelab.kube.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimedWorkTest {

    private static final long TURN = Duration.ofMillis(1).toNanos();

    private final AtomicLong worked = new AtomicLong();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 60, 100_000})
    void tells_how_many_times_as_long_work_takes(int timesAsLong) throws InterruptedException {
        TimedWork work = new TimedWork(() -> worked.get() * timesAsLong, () -> worked.addAndGet(TURN));

        assertThat(work.slowdown()).isEqualTo(timesAsLong);
    }

    @Test
    void gives_up_where_it_gets_no_processor_at_all() throws InterruptedException {
        AtomicLong time = new AtomicLong();

        assertThat(new TimedWork(() -> time.addAndGet(TURN), () -> 0).slowdown()).isGreaterThan(1_000_000);
        assertThat(time.get()).isLessThan(Duration.ofSeconds(4).toNanos());
    }

    @Test
    void this_machine_is_no_faster_than_itself() throws InterruptedException {
        assertThat(Control.ofThisMachine().slowdown()).isGreaterThan(0.9);
    }
}
