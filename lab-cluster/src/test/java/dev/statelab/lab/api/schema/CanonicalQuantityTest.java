package dev.statelab.lab.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalQuantityTest {

    @ParameterizedTest
    @CsvSource({"1Mi, 1Mi", "1024Mi, 1Gi", "0.5, 500m", "1000m, 1", "100M, 100M", "1.5Gi, 1536Mi", "0, 0", "2000k, 2M",
        "1e3, 1e3", "0.5Mi, 512Ki", "123, 123", "-1, -1", "0.1, 100m"})
    void thereIsOneFormOfAnAmount(String written, String canonical) {
        assertThat(CanonicalQuantity.of(written)).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ten", "1 Mi", "1MB", "Mi", "1.2.3"})
    void otherTextIsNoAmount(String text) {
        assertThat(CanonicalQuantity.of(text)).isEmpty();
    }
}
