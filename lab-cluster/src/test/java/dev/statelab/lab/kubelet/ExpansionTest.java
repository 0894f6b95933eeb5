package dev.statelab.lab.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExpansionTest {

    @ParameterizedTest
    @CsvSource({"http://$(HOST):80, http://db:80", "$(HOST)$(HOST), dbdb", "$(NOSUCH), $(NOSUCH)",
        "$$(HOST), $(HOST)", "$$$(HOST), $db", "$HOST, $HOST", "$(HOST, $(HOST", "costs $5, costs $5"})
    void replacesVariablesThatExist(String text, String expanded) {
        assertThat(Expansion.of(text, Map.of("HOST", "db"))).isEqualTo(expanded);
    }
}
