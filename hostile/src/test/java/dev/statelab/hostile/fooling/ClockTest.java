package dev.statelab.hostile.fooling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.hostile.table.Attack;
import dev.statelab.hostile.table.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cluster's clock and the grader's are not the same. */
@Attack("Clocks that are an hour off")
class ClockTest {

    @TempDir
    private Path folder = Path.of("");

    /** Every time that the cluster tells, so much later. */
    private record Later(Duration by) implements Tricks {

        @Override
        public ObjectNode shown(String kind, ObjectNode object) {
            return (ObjectNode) later(object);
        }

        private JsonNode later(JsonNode node) {
            if (node instanceof ObjectNode object) {
                object.properties().forEach(field -> field.setValue(later(field.getValue())));
            } else if (node instanceof ArrayNode array) {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, later(array.get(i)));
                }
            } else if (node.isTextual() && node.asText().endsWith("Z")) {
                try {
                    return JsonNodeFactory.instance.textNode(Instant.parse(node.asText()).plus(by).toString());
                } catch (DateTimeException noTime) {
                    return node;
                }
            }
            return node;
        }
    }

    private void assertScore(Path solution, int score, Duration by, Ledger ledger) throws IOException {
        try (Work work = Work.on(folder); Front front = new Front(work.cluster(), new Later(by))) {
            JsonNode right = work.deployed(solution);
            assertThat(right.path("score").asInt()).as(right.toPrettyString()).isEqualTo(score);

            JsonNode off = work.graded(front.kubeconfig());

            if (off.has("score") && off.path("score").asInt() != score) {
                throw ledger
                        .wrongScore(score + " points are " + off.path("score") + " by a clock that is off by " + by);
            }
            assertThat(off.path("status").asText()).as(off.toPrettyString()).isEqualTo("complete");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-60, 60})
    void work_that_is_right_stays_right(int minutes, Ledger ledger) throws IOException {
        assertScore(Work.REFERENCE, 100, Duration.ofMinutes(minutes), ledger);
    }

    @ParameterizedTest
    @ValueSource(ints = {-60, 60})
    void work_that_is_wrong_stays_wrong(int minutes, Ledger ledger) throws IOException {
        assertScore(Work.EMPTY_DIR, 65, Duration.ofMinutes(minutes), ledger);
    }
}
