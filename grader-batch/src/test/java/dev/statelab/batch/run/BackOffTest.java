package dev.statelab.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackOffTest {

    private final BackOff backOff = new BackOff(Duration.ofSeconds(4), Duration.ofMinutes(1), new Random(1));

    @ParameterizedTest
    @CsvSource({"1,2,4", "2,4,8", "3,8,16", "5,30,60", "1000,30,60"})
    void pauses_double_up_to_a_limit_and_are_spread(int triesBefore, int least, int most) {
        assertThat(backOff.pause(triesBefore)).isBetween(Duration.ofSeconds(least), Duration.ofSeconds(most))
                .isNotEqualTo(backOff.pause(triesBefore));
    }
}
