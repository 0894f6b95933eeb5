package dev.statelab.lab.controller.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RevisionTest {

    private static List<JsonNode> recorded(String kind) throws IOException {
        try (var json = RevisionTest.class.getResourceAsStream("/recordings/states/partitioned-update.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(json)).path("items").valueStream()
                    .filter(item -> item.path("kind").asText().equals(kind)).toList();
        }
    }

    private static ObjectNode recordedSet() throws IOException {
        return (ObjectNode) recorded("StatefulSet").getFirst();
    }

    private static RevisionHistory recordedHistory() throws IOException {
        return new RevisionHistory(recorded("ControllerRevision").stream()
                .map(revision -> new Revision((ObjectNode) revision)).toList());
    }

    @Test
    void isNamedAsARealClusterNamesIt() throws IOException {
        assertThat(Revision.of(recordedSet(), RevisionStyle.STATEFUL_SET, 3, 0).name()).isEqualTo("kv-89594fdd8");
    }

    @Test
    void hasTheDataOfARealOne() throws IOException {
        assertThat(Revision.of(recordedSet(), RevisionStyle.STATEFUL_SET, 3, 0).object().path("data"))
                .isEqualTo(recordedHistory().revisions().getLast().object().path("data"));
    }

    @Test
    void anotherCollisionCountGivesAnotherName() throws IOException {
        assertThat(Revision.of(recordedSet(), RevisionStyle.STATEFUL_SET, 3, 1).name()).isNotEqualTo("kv-89594fdd8");
    }

    @Test
    void anUnchangedTemplateKeepsTheNewestRevision() throws IOException {
        var history = recordedHistory();

        assertThat(history.step(recordedSet(), RevisionStyle.STATEFUL_SET, 0))
                .isEqualTo(new RevisionHistory.Step.Keep(history.revisions().getLast()));
    }

    @Test
    void aNewTemplateMakesANewRevision() throws IOException {
        var set = recordedSet();
        ((ObjectNode) set.at("/spec/template/spec")).put("terminationGracePeriodSeconds", 2);

        assertThat(recordedHistory().step(set, RevisionStyle.STATEFUL_SET, 0)).isInstanceOfSatisfying(
                RevisionHistory.Step.Create.class,
                step -> assertThat(step.update().number()).isEqualTo(4));
    }

    @Test
    void aTemplateThatIsBackAtAnEarlierOneMakesThatTheNewestRevision() throws IOException {
        var set = recordedSet();
        var first = recordedHistory().revisions().getFirst();
        set.withObjectProperty("spec").set("template", first.podTemplate());

        assertThat(recordedHistory().step(set, RevisionStyle.STATEFUL_SET, 0))
                .isEqualTo(new RevisionHistory.Step.Renumber(first, 4));
    }

    @Test
    void theOldestUnusedRevisionsBeyondTheLimitAreSuperfluous() throws IOException {
        var history = recordedHistory();

        assertThat(history.superfluous(Set.of("kv-89594fdd8"), 1)).containsExactly(history.revisions().getFirst());
    }
}
