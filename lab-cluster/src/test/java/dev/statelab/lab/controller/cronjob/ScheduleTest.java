package dev.statelab.lab.controller.cronjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScheduleTest {

    private static final Instant NOW = Instant.parse("2026-11-20T19:07:30Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            * * * * *         |                  | 2026-11-20T19:08:00Z
            */15 * * * *      |                  | 2026-11-20T19:15:00Z
            0 3 * * *         |                  | 2026-11-21T03:00:00Z
            0 3 * * *         | America/New_York | 2026-11-21T08:00:00Z
            30 8 * * MON      |                  | 2026-11-23T08:30:00Z
            @hourly           |                  | 2026-11-20T20:00:00Z
            @daily            | Europe/Berlin    | 2026-11-20T23:00:00Z
            """)
    void theNextTime(String schedule, String zone, Instant next) {
        assertThat(Schedule.parse(schedule, zone == null ? "" : zone).orElseThrow().after(NOW)).hasValue(next);
    }

    @Test
    void theLastTimeThatWasMissed() {
        var schedule = Schedule.parse("*/5 * * * *", "").orElseThrow();

        assertThat(schedule.lastBetween(NOW.minusSeconds(900), NOW))
                .hasValue(Instant.parse("2026-11-20T19:05:00Z"));
        assertThat(schedule.lastBetween(NOW.minusSeconds(60), NOW)).isEmpty();
    }

    @Test
    void whatIsNoScheduleHasNoTimes() {
        assertThat(Schedule.parse("every day", "")).isEmpty();
        assertThat(Schedule.parse("* * * * *", "Nowhere/Land")).isEmpty();
    }
}
