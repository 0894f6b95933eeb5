package dev.statelab.cli.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.statelab.core.cluster.PatchRequest;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.ScaleRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangesTest {

    private static final List<String> PARTITION = List.of("spec", "updateStrategy", "rollingUpdate");

    private static Change scale(String uid, int from, int to) {
        return new Change.Scaled(new ScaleRequest(ResourceKind.STATEFUL_SET, "alice", "web", uid, from, to));
    }

    private static Change patch(JsonNode from, JsonNode to) {
        return new Change.Patched(new PatchRequest(ResourceKind.STATEFUL_SET, "alice", "web", "u",
                List.of(new PatchRequest.Change(PARTITION, from, to))));
    }

    private static JsonNode partition(int number) {
        return JsonNodeFactory.instance.objectNode().put("partition", number);
    }

    @Test
    void nothing_is_left_once_a_workload_has_the_replicas_that_it_had_first() {
        Changes down = Changes.NONE.with(scale("u", 3, 1)).settled();
        Changes half = down.with(scale("u", 1, 2)).settled();

        assertThat(down.open()).containsExactly(scale("u", 3, 1));
        assertThat(half.open()).hasSize(2);
        assertThat(half.with(scale("u", 2, 3)).settled().isEmpty()).isTrue();
    }

    @Test
    void another_workload_is_another_matter() {
        Changes both = Changes.NONE.with(scale("u", 3, 1)).settled().with(scale("other", 1, 3)).settled();

        assertThat(both.open()).hasSize(2);
    }

    @Test
    void what_was_not_made_need_not_be_given_back() {
        assertThat(Changes.NONE.with(scale("u", 3, 1)).refused().isEmpty()).isTrue();
    }

    @Test
    void a_workload_that_turns_out_to_have_its_replicas_again_needs_no_more() {
        Changes lost = Changes.NONE.with(scale("u", 3, 1)).settled().with(scale("u", 1, 3));

        assertThat(lost.with(scale("u", 1, 3)).refused().found("u", 3).isEmpty()).isTrue();
        assertThat(lost.with(scale("u", 1, 3)).refused().found("u", 2).isEmpty()).isFalse();
    }

    @Test
    void nothing_is_left_once_fields_have_what_they_had() {
        Changes changed = Changes.NONE.with(patch(MissingNode.getInstance(), partition(2))).settled();

        assertThat(changed.isEmpty()).isFalse();
        assertThat(changed.with(patch(partition(2), MissingNode.getInstance())).settled().isEmpty()).isTrue();
        assertThat(changed.with(patch(MissingNode.getInstance(), MissingNode.getInstance())).settled().isEmpty())
                .as("seen to have it").isTrue();
        assertThat(changed.with(patch(partition(2), partition(1))).settled().open()).hasSize(2);
    }

    @Test
    void what_is_written_can_be_read_again() throws Exception {
        for (Change change : List.of(scale("u", 3, 1), patch(MissingNode.getInstance(), partition(2)),
                patch(partition(2), MissingNode.getInstance()))) {
            assertThat(Change.of(new ObjectMapper().readTree(Change.json(change).toString()))).isEqualTo(change);
        }
    }
}
