package dev.statelab.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.statelab.cli.Terminal;
import dev.statelab.lab.LabCluster;
import dev.statelab.lab.LabOptions;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Students with clusters of their own, one of whom has the data of another. */
class CopiedClaimTest {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path SOLUTION = Path.of("../reference-solutions/task-02");

    private final Terminal terminal = new Terminal();
    private final List<LabCluster> clusters = new ArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void stop() {
        clusters.forEach(LabCluster::close);
    }

    /** Has solved the task, and has data on the claims. The cluster's clock runs as programs do. */
    private void student(String id, String data) throws Exception {
        LabCluster cluster = LabCluster.start(LabOptions.defaults());
        clusters.add(cluster);
        CountDownLatch ready = new CountDownLatch(1);
        // Ends with its cluster.
        Api.Watch _ = cluster.api().watch(ResourceTypes.STATEFUL_SET, "", "", event -> {
            if (event.object().at("/status/readyReplicas").asInt() == 4) {
                ready.countDown();
            }
        });
        create(cluster, ResourceTypes.NAMESPACE, "", object("namespace.yaml"));
        create(cluster, ResourceTypes.SERVICE, "task-02", object("service.yaml"));
        ObjectNode set = object("statefulset.yaml");
        ((ObjectNode) set.path("spec")).put("podManagementPolicy", "Parallel");
        ObjectNode filling = ((ObjectNode) set.at("/spec/template/spec")).withArray("initContainers").addObject()
                .put("name", "fill").put("image", "busybox");
        filling.putArray("command").add("sh").add("-c")
                .add("printf '%s of %s' '" + data + "' $HOSTNAME > /data/notes; printf 3 > /data/counter");
        filling.putArray("volumeMounts").addObject().put("name", "data").put("mountPath", "/data");
        create(cluster, ResourceTypes.STATEFUL_SET, "task-02", set);
        assertThat(ready.await(2, TimeUnit.MINUTES)).isTrue();
        Files.writeString(folder.resolve(id + ".kubeconfig"), cluster.kubeconfig());
    }

    private static ObjectNode object(String file) throws Exception {
        return (ObjectNode) YAML.readTree(SOLUTION.resolve(file).toFile());
    }

    private static void create(LabCluster cluster, ResourceType type, String namespace, ObjectNode object)
            throws Exception {
        ObjectNode _ = cluster.api().create(type, namespace, object);
    }

    private void grade(String... more) throws Exception {
        Path roster = Files.writeString(folder.resolve("class.csv"), """
                student_id,kubeconfig
                ann,ann.kubeconfig
                bob,bob.kubeconfig
                eve,eve.kubeconfig
                """);
        List<String> command = new ArrayList<>(List.of("batch", "task-02", "--roster", roster.toString(), "--results",
                folder.resolve("results").toString(), "--allow-loopback", "--retry", "0"));
        command.addAll(List.of(more));
        assertThat(terminal.run(command.toArray(String[]::new))).as(terminal.out() + terminal.err()).isZero();
    }

    private String similarity() {
        Terminal report = new Terminal();
        assertThat(report.run("report", folder.resolve("results").toString(), "--format", "similarity")).isZero();
        return report.out();
    }

    @Test
    void who_has_the_data_of_another_is_pointed_out_also_after_both_were_graded() throws Exception {
        student("ann", "what ann has measured");
        student("bob", "what ann has measured");
        student("eve", "what eve has measured");

        grade();

        String expected = "identical claim contents (1 file): ann (data-key-value-svc-%1$d), bob"
                + " (data-key-value-svc-%1$d)\n";
        assertThat(similarity()).contains(expected.formatted(0), expected.formatted(1), expected.formatted(2),
                expected.formatted(3), "Compared were the files on the claims of 3 students").doesNotContain("eve");
        assertThat(folder.resolve("results/gradebook.csv")).content().contains("ann,,graded,100,",
                "bob,,graded,100,", "eve,,graded,100,");

        grade("--resume", "--only", "ann", "bob");

        assertThat(similarity()).contains(expected.formatted(0), expected.formatted(3)).doesNotContain("eve");
    }
}
