package dev.statelab.hostile.fooling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.hostile.table.Attack;
import dev.statelab.lab.LabCluster;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ResourceTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that puts the work right when it sees that it is being graded. */
@Attack("Repairs while it is graded")
class RepairTest {

    @TempDir
    private Path folder = Path.of("");

    private static void scale(LabCluster cluster, int replicas) {
        ObjectNode set = cluster.api().find(ResourceTypes.STATEFUL_SET, "task-02", "key-value-svc").orElseThrow()
                .deepCopy();
        ((ObjectNode) set.path("metadata")).remove("resourceVersion");
        ((ObjectNode) set.path("spec")).put("replicas", replicas);
        try {
            ObjectNode _ = cluster.api().update(ResourceTypes.STATEFUL_SET, "task-02", set);
        } catch (ApiException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_change_after_the_grader_has_begun_to_ask_is_told_in_the_report() throws IOException {
        try (Work work = Work.on(folder)) {
            JsonNode before = work.deployed(Files.writeString(folder.resolve("five.yaml"),
                    Files.readString(Work.EMPTY_DIR).replace("replicas: 4", "replicas: 5")));
            assertThat(before.has("noticed")).isFalse();
            AtomicBoolean repaired = new AtomicBoolean();
            try (Front front = new Front(work.cluster(), new Tricks() {
                @Override
                public Optional<Said> insteadOf(Asked asked) {
                    if (asked.isForAnApplication() && !repaired.getAndSet(true)) {
                        scale(work.cluster(), 4);
                    }
                    return Optional.empty();
                }
            })) {
                JsonNode evaluation = work.graded(front.kubeconfig());

                assertThat(repaired).isTrue();
                assertThat(evaluation.path("noticed").toString())
                        .contains("StatefulSet key-value-svc was changed while it was graded");
                assertThat(Work.outcome(evaluation, "replicas")).as("judged before").isEqualTo("failed");
            }
        }
    }

    @Test
    void a_pod_that_is_put_beside_the_others_is_told() throws IOException {
        try (Work work = Work.on(folder)) {
            JsonNode _ = work.deployed(Work.REFERENCE);
            AtomicBoolean created = new AtomicBoolean();
            try (Front front = new Front(work.cluster(), new Tricks() {
                @Override
                public Optional<Said> insteadOf(Asked asked) {
                    if (asked.isForAnApplication() && !created.getAndSet(true)) {
                        create(work.cluster());
                    }
                    return Optional.empty();
                }
            })) {
                JsonNode evaluation = work.graded(front.kubeconfig());

                assertThat(evaluation.path("noticed").toString()).contains("Pod stand-in was created");
            }
        }
    }

    private static void create(LabCluster cluster) {
        ObjectNode pod = cluster.api().find(ResourceTypes.POD, "task-02", "key-value-svc-0").orElseThrow().deepCopy();
        String app = pod.at("/metadata/labels/app").asText();
        pod.putObject("metadata").put("name", "stand-in").putObject("labels").put("app", app);
        ((ObjectNode) pod.path("spec")).remove("nodeName");
        pod.remove("status");
        try {
            ObjectNode _ = cluster.api().create(ResourceTypes.POD, "task-02", pod);
        } catch (ApiException e) {
            throw new AssertionError(e);
        }
    }
}
