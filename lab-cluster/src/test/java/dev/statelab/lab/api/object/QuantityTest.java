package dev.statelab.lab.api.object;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QuantityTest {

    @ParameterizedTest
    @CsvSource({"64, 64", "250m, 0.25", "30Mi, 31457280", "1k, 1000", "1e3, 1000", "1E3, 1000",
        "2E, 2000000000000000000",
        ".5, 0.5", "1.5Gi, 1610612736"})
    void readsWhatManifestsWrite(String text, String value) {
        assertThat(Quantity.parse(text).orElseThrow().value()).isEqualByComparingTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lots", "1 Gi", "1GB", "0x10", "-", "Mi", "1e9999999999"})
    void refusesEverythingElse(String text) {
        assertThat(Quantity.parse(text)).isEmpty();
    }
}
