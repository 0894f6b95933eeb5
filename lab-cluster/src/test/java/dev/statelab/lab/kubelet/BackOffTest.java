package dev.statelab.lab.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BackOffTest {

    private static final Instant NOW = Instant.parse("2026-11-20T19:00:00Z");

    @Test
    void doublesFromTenSecondsToFiveMinutes() {
        var delays = new ArrayList<Long>();
        var backOff = Optional.<BackOff>empty();
        for (int attempt = 0; attempt < 7; attempt++) {
            backOff = Optional.of(BackOff.after(backOff, NOW));
            delays.add(backOff.get().delay().toSeconds());
        }

        assertThat(delays).isEqualTo(List.of(10L, 20L, 40L, 80L, 160L, 300L, 300L));
    }

    @Test
    void beginsAgainAfterTenQuietMinutes() {
        var old = new BackOff(Duration.ofMinutes(5), NOW);

        assertThat(BackOff.after(Optional.of(old), NOW.plusSeconds(600)).delay()).isEqualTo(Duration.ofMinutes(5));
        assertThat(BackOff.after(Optional.of(old), NOW.plusSeconds(601)).delay()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void waitsFromTheFailureOn() {
        var backOff = new BackOff(Duration.ofSeconds(20), NOW);
        var failed = NOW.plusSeconds(5);

        assertThat(backOff.until(failed, NOW.plusSeconds(24))).contains(NOW.plusSeconds(25));
        assertThat(backOff.until(failed, NOW.plusSeconds(25))).isEmpty();
    }
}
