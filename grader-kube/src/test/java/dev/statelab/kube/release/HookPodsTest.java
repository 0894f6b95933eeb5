package dev.statelab.kube.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.ResourceKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HookPodsTest {

    private static final String TIMEOUT = "Failed to pull image 'registry.example/a:1': dial tcp: i/o timeout";

    private final List<KubernetesObject> pods = new ArrayList<>();
    private final List<KubernetesObject> events = new ArrayList<>();

    private static KubernetesObject object(String json) throws Exception {
        return new KubernetesObject((ObjectNode) new ObjectMapper().readTree(json));
    }

    private void pod(String name, String owner, String reason, int restarts) throws Exception {
        pods.add(
                object("""
                        {"apiVersion": "v1", "kind": "Pod",
                         "metadata": {"name": "%1$s", "uid": "uid-%1$s", "ownerReferences": [{"kind": "Job", "name": "%2$s"}]},
                         "status": {"phase": "Pending", "containerStatuses": [{"name": "a", "restartCount": %4$d, "ready": false,
                           "state": {"waiting": {"reason": "%3$s", "message": "of registry.example/a:1: dial tcp: i/o timeout"}}}]}}
                        """
                        .formatted(name, owner, reason, restarts)));
    }

    private void failed(String pod, int count, String message) throws Exception {
        events.add(
                object("""
                        {"apiVersion": "v1", "kind": "Event", "metadata": {"name": "e%d"}, "type": "Warning", "reason": "Failed",
                         "involvedObject": {"kind": "Pod", "name": "%2$s", "uid": "uid-%2$s"}, "count": %3$d, "message": "%4$s"}
                        """
                        .formatted(events.size(), pod, count, message)));
    }

    private Optional<StuckHooks> stuck() {
        return new HookPods(new ClusterState("lab", 1, Instant.EPOCH, Map.of(ResourceKind.POD, new Listing.Listed(pods),
                ResourceKind.EVENT, new Listing.Listed(events))), List.of("prepare")).stuck();
    }

    @ParameterizedTest
    @CsvSource({"ErrImagePull, 1", "ErrImagePull, 3", "ImagePullBackOff, 3"})
    void an_image_that_could_not_be_pulled_three_times_is_given_up_and_the_chart_is_not_to_blame(String reason,
            int count)
            throws Exception {
        pod("prepare-x", "prepare", reason, 0);
        for (int pulls = 0; pulls < 3; pulls += count) {
            assertThat(stuck()).as("after " + pulls).isEmpty();
            failed("prepare-x", count, TIMEOUT);
        }

        assertThat(stuck()).hasValueSatisfying(stuck -> {
            assertThat(stuck).hasMessageContainingAll("pod prepare-x: " + reason, "registry.example/a:1");
            assertThat(stuck.areOfChart()).isFalse();
        });
    }

    @Test
    void the_pod_that_is_told_is_the_one_whose_image_could_not_be_pulled() throws Exception {
        pod("prepare-new", "prepare", "ErrImagePull", 0);
        pod("prepare-old", "prepare", "ImagePullBackOff", 0);
        failed("prepare-new", 1, TIMEOUT);
        failed("prepare-old", 3, TIMEOUT);

        assertThat(stuck()).hasValueSatisfying(stuck -> assertThat(stuck).hasMessageStartingWith("pod prepare-old: "));
    }

    @Test
    void what_fails_otherwise_or_in_another_pod_is_no_pull_of_this_one() throws Exception {
        pod("prepare-x", "prepare", "ErrImagePull", 0);
        pod("web-0", "web", "ErrImagePull", 0);
        failed("prepare-x", 2, TIMEOUT);
        failed("prepare-x", 3, "Error: something else");
        failed("web-0", 3, TIMEOUT);

        assertThat(stuck()).isEmpty();
    }

    @Test
    void a_pod_whose_pull_has_come_to_an_end_is_waited_for() throws Exception {
        pod("prepare-x", "prepare", "ContainerCreating", 0);
        failed("prepare-x", 3, TIMEOUT);

        assertThat(stuck()).isEmpty();
    }

    @Test
    void what_has_run_is_left_to_helm() throws Exception {
        pod("prepare-x", "prepare", "CreateContainerConfigError", 1);
        assertThat(stuck()).isEmpty();

        pod("prepare-y", "prepare", "CreateContainerConfigError", 0);
        assertThat(stuck()).hasValueSatisfying(stuck -> assertThat(stuck.areOfChart()).isTrue());
    }
}
