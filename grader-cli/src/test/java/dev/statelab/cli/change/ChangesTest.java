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

    private static Changes made(Change... some) {
        Changes changes = Changes.NONE;
        for (Change change : some) {
            changes = changes.with(change).made(change);
        }
        return changes;
    }

    @Test
    void nothing_is_left_once_a_workload_has_the_replicas_that_it_had_first() {
        assertThat(made(scale("u", 3, 1)).open()).containsExactly(scale("u", 3, 1));
        assertThat(made(scale("u", 3, 1), scale("u", 1, 2)).open()).hasSize(2);
        assertThat(made(scale("u", 3, 1), scale("u", 1, 2), scale("u", 2, 3)).isEmpty()).isTrue();
    }

    @Test
    void another_workload_is_another_matter() {
        assertThat(made(scale("u", 3, 1), scale("other", 1, 3)).open()).hasSize(2);
    }

    @Test
    void what_was_not_made_need_not_be_given_back() {
        Change down = scale("u", 3, 1);
        Change other = scale("other", 2, 4);

        assertThat(Changes.NONE.with(down).refused(down).isEmpty()).isTrue();
        assertThat(Changes.NONE.with(down).with(other).refused(down).open()).containsExactly(other);
    }

    @Test
    void a_way_back_that_may_have_arrived_is_not_to_be_given_back() {
        Change change = patch(MissingNode.getInstance(), partition(2));
        Change back = patch(partition(2), MissingNode.getInstance());

        assertThat(made(change).with(back).open()).containsExactly(change);
        assertThat(made(change).with(back).refused(back).open()).containsExactly(change);
        assertThat(made(scale("u", 3, 1)).with(scale("u", 1, 3)).open()).containsExactly(scale("u", 3, 1));
    }

    @Test
    void nothing_is_left_once_fields_have_what_they_had() {
        Change change = patch(MissingNode.getInstance(), partition(2));

        assertThat(made(change, patch(partition(2), MissingNode.getInstance())).isEmpty()).isTrue();
        assertThat(made(change, patch(MissingNode.getInstance(), MissingNode.getInstance())).isEmpty())
                .as("seen to have it").isTrue();
        assertThat(made(change, patch(partition(2), partition(1))).open()).hasSize(2);
        assertThat(made(change, scale("u", 3, 1)).open()).hasSize(2);
    }

    @Test
    void a_mark_on_a_workload_that_is_as_it_was_is_all_that_is_left() {
        PatchRequest.Change same = new PatchRequest.Change(List.of("spec", "replicas"),
                JsonNodeFactory.instance.numberNode(3),
                JsonNodeFactory.instance.numberNode(3));
        PatchRequest mark = new PatchRequest(ResourceKind.STATEFUL_SET, "alice", "web", "u", List.of(same,
                new PatchRequest.Change(List.of("metadata", "labels", "mark"), MissingNode.getInstance(),
                        JsonNodeFactory.instance.textNode("true"))));

        Changes marked = made(scale("u", 3, 1), new Change.Patched(mark));

        assertThat(marked.open()).containsExactly(new Change.Patched(mark));
        assertThat(marked.with(new Change.Patched(mark.reversed())).made(new Change.Patched(mark.reversed())).isEmpty())
                .isTrue();
    }

    @Test
    void what_is_written_can_be_read_again() throws Exception {
        for (Change change : List.of(scale("u", 3, 1), patch(MissingNode.getInstance(), partition(2)),
                patch(partition(2), MissingNode.getInstance()))) {
            assertThat(Change.of(new ObjectMapper().readTree(Change.json(change).toString()))).isEqualTo(change);
        }
    }
}
