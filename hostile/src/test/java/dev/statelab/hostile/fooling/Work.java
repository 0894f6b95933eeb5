package dev.statelab.hostile.fooling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statelab.hostile.grader.GraderRun;
import dev.statelab.lab.LabCluster;
import dev.statelab.lab.LabOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Work of a student's on a lab cluster, and what the grader says to it.
 *
 * @param folder for files of the test
 */
record Work(Path folder, LabCluster cluster) implements AutoCloseable {

    static final Path REFERENCE = GraderRun.HOME.resolve("reference-solutions/task-02");
    /** Data that does not survive its pod: 65 of 100. */
    static final Path EMPTY_DIR = GraderRun.HOME.resolve("examples/class/empty-dir.yaml");

    static Work on(Path folder) {
        return new Work(folder, LabCluster.start(LabOptions.defaults().withSpeed(10)));
    }

    /** Puts it onto the cluster, and grades it as it is. */
    JsonNode deployed(Path work) throws IOException {
        return graded(cluster.kubeconfig(), "--apply", work.toString());
    }

    /** An evaluation of task-02, as JSON. */
    JsonNode graded(String kubeconfig, String... more) throws IOException {
        return new ObjectMapper().readTree(run(kubeconfig, "json", more).out());
    }

    GraderRun run(String kubeconfig, String format, String... more) throws IOException {
        Path file = Files.createTempFile(folder, "kubeconfig", "");
        Files.writeString(file, kubeconfig);
        String[] command = new String[6 + more.length];
        command[0] = "evaluate";
        command[1] = "task-02";
        command[2] = "--kubeconfig";
        command[3] = file.toString();
        command[4] = "--format";
        command[5] = format;
        System.arraycopy(more, 0, command, 6, more.length);
        return GraderRun.of(command);
    }

    static String outcome(JsonNode evaluation, String criterion) {
        return evaluation.path("criteria").valueStream().filter(each -> each.path("id").asText().equals(criterion))
                .findFirst().orElseThrow().path("outcome").asText();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
