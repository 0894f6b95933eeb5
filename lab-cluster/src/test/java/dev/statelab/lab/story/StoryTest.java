package dev.statelab.lab.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The comparison itself: what it takes for the same, and what it tells apart. */
final class StoryTest {

    private static final RecordedState RECORDED = RecordedState.named("crash-loop-backoff");

    private static List<String> differences(String kind, Consumer<ObjectNode> change) {
        var objects = RECORDED.objects().stream().map(ObjectNode::deepCopy).toList();
        objects.stream().filter(object -> object.path("kind").asText().equals(kind)).findFirst().ifPresent(change);
        return Story.of(objects).differencesFrom(RECORDED.story());
    }

    private static ObjectNode container(ObjectNode pod) {
        return (ObjectNode) pod.at("/status/containerStatuses/0");
    }

    @Test
    void aStoryIsLikeItself() {
        assertThat(differences("Pod", _ -> {})).isEmpty();
    }

    @Test
    void whenSomethingHappenedDoesNotMatter() {
        assertThat(differences("Pod", pod -> pod.withObjectProperty("metadata").put("creationTimestamp",
                "2030-01-01T00:00:00Z"))).isEmpty();
    }

    @Test
    void anotherUidIsTheSameStoryWhereverItIsUsed() {
        var uid = RECORDED.objects().getFirst().at("/metadata/uid").asText();
        var other = "00000000-1111-2222-3333-444444444444";

        var objects = RECORDED.objects().stream()
                .map(object -> object.toString().replace(uid, other)).map(RecordedState::json).toList();

        assertThat(Story.of(objects).differencesFrom(RECORDED.story())).isEmpty();
    }

    @Test
    void anotherPhaseIsADifference() {
        assertThat(differences("Pod", pod -> pod.withObjectProperty("status").put("phase", "Pending")))
                .containsExactly("only recorded: Pod kv-0 status.phase: Running",
                        "only in the lab: Pod kv-0 status.phase: Pending");
    }

    @Test
    void anotherReasonOfAConditionIsADifference() {
        assertThat(differences("Pod", pod -> ((ObjectNode) pod.at("/status/conditions/2")).put("reason", "Other")))
                .hasSize(2);
    }

    @Test
    void anotherNumberOfRestartsIsADifference() {
        assertThat(differences("Pod", pod -> container(pod).put("restartCount", 9))).hasSize(2);
    }

    @Test
    void aMissingFieldIsADifference() {
        assertThat(differences("Pod", pod -> container(pod).remove("started")))
                .containsExactly("only recorded: Pod kv-0 status.containerStatuses[app].started: false");
    }

    @Test
    void anOwnerThatIsNotThereIsADifference() {
        assertThat(differences("Pod", pod -> ((ObjectNode) pod.at("/metadata/ownerReferences/0"))
                .put("uid", "00000000-1111-2222-3333-444444444444"))).isNotEmpty();
    }

    @Test
    void anotherMessageOfAnEventIsADifference() {
        assertThat(differences("Event", event -> event.put("message", "all is well"))).hasSize(2);
    }

    @Test
    void anEventAboutAnotherObjectIsADifference() {
        assertThat(differences("Event", event -> event.withObjectProperty("involvedObject").put("name", "kv-9")))
                .hasSize(2);
    }

    @Test
    void howOftenAnEventWasSeenDoesNotMatter() {
        assertThat(differences("Event", event -> event.put("count", 99))).isEmpty();
    }

    @Test
    void anEndpointThatIsNotThereIsADifference() {
        assertThat(differences("EndpointSlice", slice -> slice.putArray("endpoints"))).isNotEmpty();
    }

    @Test
    void anotherPodsAddressInTheEndpointsIsADifference() {
        assertThat(differences("Endpoints", endpoints -> ((ObjectNode) endpoints.at("/subsets/0/notReadyAddresses/0"))
                .put("ip", "10.42.0.99"))).hasSize(2);
    }
}
