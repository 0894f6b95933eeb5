package dev.statelab.lab.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.lab.api.Manifests;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProbeTallyTest {

    private static final ProbeDefinition PROBE = ProbeDefinition.of(
            Manifests.yaml("{exec: {command: [x]}, successThreshold: 2, failureThreshold: 3}"),
            new ContainerDefinition(Manifests.yaml("{name: app}"), false));

    @ParameterizedTest
    @CsvSource({"+, undecided", "++, healthy", "+-+, undecided", "--, undecided", "---, unhealthy", "++--, healthy",
        "++---, unhealthy", "---+, unhealthy", "---++, healthy"})
    void believesResultsThatRepeatOftenEnough(String results, String verdict) {
        var tally = ProbeTally.NONE;
        for (int i = 0; i < results.length(); i++) {
            tally = tally.plus(results.charAt(i) == '+', PROBE);
        }

        assertThat(tally.verdict().map(healthy -> healthy ? "healthy" : "unhealthy").orElse("undecided"))
                .isEqualTo(verdict);
    }
}
