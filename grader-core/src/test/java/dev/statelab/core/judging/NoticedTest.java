package dev.statelab.core.judging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.Tasks;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.ScaleRequest;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class NoticedTest {

    private final Noticed noticed = new Noticed();
    private final States first = States.recorded("healthy-3");
    private final States last = States.recorded("healthy-3");

    private List<String> noticed() {
        return noticed.between(first.state(), last.state());
    }

    private void change(String kind, String name, Consumer<ObjectNode> change) {
        change.accept(last.find(kind, name));
    }

    private static ObjectNode metadata(ObjectNode object) {
        return (ObjectNode) object.path("metadata");
    }

    @Test
    void what_stays_the_same_is_not_told() {
        change("StatefulSet", "kv", set -> ((ObjectNode) set.path("status")).put("readyReplicas", 1));

        assertThat(noticed()).isEmpty();
    }

    @Test
    void a_spec_that_somebody_changed_is_told_with_who_did() {
        change("StatefulSet", "kv", set -> {
            metadata(set).put("generation", metadata(set).path("generation").asLong() + 1);
            metadata(set).withArray("managedFields").removeAll().addObject().put("manager", "repair\u001b[2J").put(
                    "time",
                    "2026-11-20T11:00:00Z");
            metadata(set).withArray("managedFields").addObject().put("manager", "kube-controller-manager")
                    .put("subresource", "status").put("time", "2026-11-20T12:00:00Z");
        });

        assertThat(noticed()).containsExactly(
                "StatefulSet kv was changed while it was graded, last by repair\u001b[2J");
    }

    @Test
    void a_change_of_what_has_no_generation_is_told_by_its_contents() {
        String name = last.nodes().stream().filter(object -> object.path("kind").asText().equals("Service"))
                .findFirst().orElseThrow().at("/metadata/name").asText();
        change("Service", name, service -> ((ObjectNode) service.path("spec")).put("clusterIP", "10.43.0.9"));

        assertThat(noticed()).hasSize(1).first().asString().startsWith("Service " + name + " was changed");
    }

    @Test
    void what_the_grader_scales_is_not_told() throws InterruptedException {
        change("StatefulSet", "kv", set -> metadata(set).put("generation", 99));
        ObjectNode set = last.find("StatefulSet", "kv");

        noticed.through(new FakeCluster(first)).scale(new ScaleRequest(ResourceKind.STATEFUL_SET, "lab", "kv",
                set.at("/metadata/uid").asText(), 3, 4));

        assertThat(noticed()).isEmpty();
    }

    @Test
    void a_pod_that_came_back_is_its_controllers_and_one_of_nobody_is_told() {
        change("Pod", "kv-0", pod -> metadata(pod).put("uid", "another"));
        change("Pod", "kv-1", pod -> {
            metadata(pod).put("uid", "new");
            metadata(pod).remove("ownerReferences");
            metadata(pod).remove("managedFields");
        });

        assertThat(noticed()).containsExactly("Pod kv-1 was created while it was graded");
    }

    @Test
    void an_evaluation_tells_what_was_changed_under_it() {
        change("StatefulSet", "kv", set -> metadata(set).put("generation", 99));
        FakeCluster cluster = new FakeCluster(first.remove("Pod", "kv-2"));
        cluster.then(last.state(2, cluster.now().plusSeconds(1)));

        assertThat(Evaluator.evaluate(Tasks.withCriteria("""
                - {id: a, title: A, points: 100, within: 60s, expect: [{that: pods.size() == 3}]}
                """), cluster, "lab", cluster.options()).noticed()).hasSize(1).first().asString()
                .contains("StatefulSet kv was changed");
    }
}
