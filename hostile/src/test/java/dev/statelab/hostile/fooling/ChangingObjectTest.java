package dev.statelab.hostile.fooling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.hostile.grader.GraderRun;
import dev.statelab.hostile.table.Attack;
import dev.statelab.hostile.table.Ledger;
import dev.statelab.lab.LabCluster;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ResourceTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An object that is never the same for long. */
@Attack("Objects that change while they are judged")
class ChangingObjectTest {

    private static final int EVALUATIONS = 10;
    /** With each request of the grader's. */
    private static final int CHANGES = 3;

    private static final String TASK = """
            apiVersion: statelab.dev/v1
            kind: Task
            metadata: {name: pair, title: A pair, version: "1"}
            spec:
              namespace: default
              observe:
                pair: {apiVersion: v1, kind: ConfigMap, name: pair}
              criteria:
                - id: alike
                  title: Both are alike
                  points: 60
                  expect:
                    - {that: pair.data.left == pair.data.right, show: pair.data.left}
                    - {that: pair.data.right == pair.data.left, show: pair.data.right}
                - id: known
                  title: It is one of both
                  points: 40
                  needs: [alike]
                  expect: [{that: pair.data.left == pair.data.right, show: pair.data.left}]
            """;

    @TempDir
    private Path folder = Path.of("");

    /** What each version of the object had. */
    private final Map<String, String> versions = new ConcurrentHashMap<>();

    private static ObjectNode pair(long value) {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        object.putObject("metadata").put("name", "pair");
        object.putObject("data").put("left", "v" + value).put("right", "v" + value);
        return object;
    }

    private Tricks changing(LabCluster cluster) {
        return new Tricks() {
            @Override
            public Optional<Said> insteadOf(Asked asked) {
                for (int i = 0; i < CHANGES; i++) {
                    change(cluster);
                }
                return Optional.empty();
            }
        };
    }

    private synchronized void change(LabCluster cluster) {
        try {
            ObjectNode now = cluster.api().update(ResourceTypes.CONFIG_MAP, "default", pair(versions.size()));
            versions.put(now.at("/metadata/resourceVersion").asText(), now.at("/data/left").asText());
        } catch (ApiException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void what_is_judged_and_shown_is_one_version_of_it(Ledger ledger) throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("tasks/pair")).resolve("task.yaml"), TASK);
        ledger.tried(EVALUATIONS);
        try (Work work = Work.on(folder)) {
            ObjectNode first = work.cluster().api().create(ResourceTypes.CONFIG_MAP, "default", pair(0));
            versions.put(first.at("/metadata/resourceVersion").asText(), "v0");
            try (Front front = new Front(work.cluster(), changing(work.cluster()))) {
                Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), front.kubeconfig());
                for (int i = 0; i < EVALUATIONS; i++) {
                    assertOneVersion(evaluation(kubeconfig), ledger);
                }
            }
        }
        assertThat(versions).hasSizeGreaterThan(EVALUATIONS * CHANGES);
    }

    private JsonNode evaluation(Path kubeconfig) throws IOException {
        GraderRun run = GraderRun.of("evaluate", "pair", "--tasks", folder.resolve("tasks").toString(), "--kubeconfig",
                kubeconfig.toString(), "--format", "json");
        assertThat(run.out()).as(run.err()).startsWith("{");
        return new ObjectMapper().readTree(run.out());
    }

    private void assertOneVersion(JsonNode evaluation, Ledger ledger) {
        if (evaluation.has("score") && evaluation.path("score").asInt() != 100) {
            throw ledger.wrongScore("a mixture of two versions: " + evaluation);
        }
        List<JsonNode> shown = evaluation.path("criteria").valueStream()
                .flatMap(criterion -> criterion.path("evidence").valueStream()).filter(piece -> piece.has("shown"))
                .toList();
        assertThat(shown).isNotEmpty().allSatisfy(piece -> assertThat(piece.path("shown").asText())
                .isEqualTo(versions.get(piece.path("resourceVersion").asText())));
    }
}
