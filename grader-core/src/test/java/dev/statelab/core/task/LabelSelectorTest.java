package dev.statelab.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.task.LabelSelector.Operator;
import dev.statelab.core.task.LabelSelector.Requirement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelSelectorTest {

    @ParameterizedTest
    @CsvSource({"In, tier, front, true", "In, tier, back, false", "In, nosuch, front, false",
        "NotIn, tier, front, false",
        "NotIn, tier, back, true", "NotIn, nosuch, front, true", "Exists, tier, , true", "Exists, nosuch, , false",
        "DoesNotExist, tier, , false", "DoesNotExist, nosuch, , true"})
    void an_expression_means_what_it_means_in_kubernetes(Operator operator, String key, String value,
            boolean selected) {
        List<String> values = value == null ? List.of() : List.of(value, "other");
        LabelSelector selector = new LabelSelector(Map.of(), List.of(new Requirement(key, operator, values)));

        assertThat(selector.selects(Map.of("app", "web", "tier", "front"))).isEqualTo(selected);
    }

    @Test
    void everything_must_match() {
        LabelSelector selector = new LabelSelector(Map.of("app", "web"),
                List.of(new Requirement("tier", Operator.Exists, List.of())));

        assertThat(selector.selects(Map.of("app", "web", "tier", "front"))).isTrue();
        assertThat(selector.selects(Map.of("app", "web"))).isFalse();
        assertThat(selector.selects(Map.of("app", "api", "tier", "front"))).isFalse();
    }
}
