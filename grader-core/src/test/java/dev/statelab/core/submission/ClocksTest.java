package dev.statelab.core.submission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClocksTest {

    private static Optional<String> odd(String submitted, String... created) {
        ObjectNode content = JsonNodeFactory.instance.objectNode().put("submittedAt", submitted);
        for (String time : created) {
            content.withArray("objects").addObject().putObject("metadata").put("creationTimestamp", time);
        }
        return Clocks.odd(content);
    }

    @Test
    void a_clock_that_was_put_back_is_seen_by_a_younger_object() {
        assertThat(odd("2026-11-20T11:00:00Z", "2026-11-20T09:00:00Z", "2026-11-20T12:00:01Z")).hasValueSatisfying(
                text -> assertThat(text).contains("2026-11-20T12:00:01Z", "60 minutes after"));
    }

    @Test
    void older_objects_and_a_few_minutes_are_usual() {
        assertThat(odd("2026-11-20T11:00:00Z", "2026-11-20T09:00:00Z", "2026-11-20T11:04:59Z")).isEmpty();
    }

    @Test
    void what_is_no_time_says_nothing() {
        assertThat(odd("soon", "2026-11-20T11:04:59Z")).isEmpty();
        assertThat(odd("2026-11-20T11:00:00Z", "", "9999")).isEmpty();
    }
}
