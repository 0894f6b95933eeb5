package dev.statelab.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.cli.GraderProcess;
import dev.statelab.cli.Terminal;
import dev.statelab.lab.LabCluster;
import dev.statelab.lab.LabOptions;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WatchEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class on one cluster for all, which a lab cluster stands for. */
class SharedClusterTest {

    private static final List<String> OWN = List.of("default", "kube-system", "kube-public", "kube-node-lease");

    private final Terminal terminal = new Terminal();

    @TempDir
    private Path folder = Path.of("");

    private String[] batch(LabCluster shared, String rows) throws IOException {
        Path roster = Files.writeString(folder.resolve("class.csv"), "student_id,submission\n" + rows);
        Path kubeconfig = Files.writeString(folder.resolve("shared.kubeconfig"), shared.kubeconfig());
        return new String[]{"batch", "task-02", "--roster", roster.toString(), "--results",
            folder.resolve("results").toString(), "--on", kubeconfig.toString(), "--retry", "0"};
    }

    private static boolean isForAStudent(ObjectNode namespace) {
        return !OWN.contains(namespace.at("/metadata/name").asText());
    }

    private static List<ObjectNode> leftOf(LabCluster shared) throws Exception {
        return shared.api().list(ResourceTypes.NAMESPACE, "").items().stream()
                .filter(SharedClusterTest::isForAStudent)
                .filter(namespace -> namespace.at("/metadata/deletionTimestamp").isMissingNode()).toList();
    }

    @Test
    void each_student_has_a_guarded_namespace_which_is_removed() throws Exception {
        String reference = Path.of("../reference-solutions/task-02").toAbsolutePath().toString();
        Files.writeString(folder.resolve("privileged.yaml"),
                Files.readString(Path.of("../reference-solutions/task-02-all-in-one.yaml"))
                        .replace("imagePullPolicy: Never",
                                "imagePullPolicy: Never\n          securityContext: {privileged: true}"));
        Queue<WatchEvent> seen = new ConcurrentLinkedQueue<>();
        try (LabCluster shared = LabCluster.start(LabOptions.defaults().withSpeed(10));
                Api.Watch _ = shared.api().watch(ResourceTypes.NAMESPACE, "", "", seen::add);
                Api.Watch _ = shared.api().watch(ResourceTypes.RESOURCE_QUOTA, "", "", seen::add);
                Api.Watch _ = shared.api().watch(ResourceTypes.NETWORK_POLICY, "", "", seen::add)) {

            int exitCode = terminal.run(batch(shared,
                    "one," + reference + "\ntwo," + reference + "\nroot,privileged.yaml\n"));

            assertThat(folder.resolve("results/gradebook.csv")).content()
                    .contains("one,,graded,100,", "two,,graded,100,",
                            "root,,not-graded,,")
                    .contains("securityContext.privileged");
            assertThat(exitCode).isEqualTo(3);
            assertThat(names(seen, "Namespace")).hasSize(2)
                    .allMatch(name -> name.startsWith("statelab-task-02-"));
            assertThat(seen).anyMatch(event -> event.object().at("/metadata/labels").path(
                    "pod-security.kubernetes.io/enforce").asText().equals("baseline"));
            assertThat(names(seen, "ResourceQuota")).contains("statelab");
            assertThat(names(seen, "NetworkPolicy")).contains("statelab");
            assertThat(leftOf(shared)).isEmpty();
        }
    }

    private static List<String> names(Queue<WatchEvent> seen, String kind) {
        return seen.stream().map(WatchEvent::object).filter(object -> object.path("kind").asText().equals(kind))
                .filter(SharedClusterTest::isForAStudent).map(object -> object.at("/metadata/name").asText()).distinct()
                .toList();
    }

    @Test
    void nothing_stays_behind_when_it_is_interrupted() throws Exception {
        String neverReady = Files.readString(Path.of("../reference-solutions/task-02-all-in-one.yaml"))
                .replace("path: /health", "path: /nowhere");
        Files.writeString(folder.resolve("never-ready.yaml"), neverReady);
        try (LabCluster shared = LabCluster.start(LabOptions.defaults().withSpeed(10));
                Deployed made = Deployed.on(shared);
                GraderProcess grader = GraderProcess.start(folder, batch(shared, "slow,never-ready.yaml\n"))) {
            made.await();
            grader.signal("TERM");

            assertThat(grader.exitCode()).isEqualTo(3);
            assertThat(leftOf(shared)).isEmpty();
        }
    }

    /** The first StatefulSet of a student. */
    private record Deployed(Api.Watch watch, CountDownLatch seen) implements AutoCloseable {

        static Deployed on(LabCluster shared) throws Exception {
            var seen = new CountDownLatch(1);
            return new Deployed(
                    shared.api().watch(ResourceTypes.STATEFUL_SET, "", "", event -> seen.countDown()), seen);
        }

        void await() throws InterruptedException {
            assertThat(seen.await(60, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public void close() {
            watch.close();
        }
    }
}
