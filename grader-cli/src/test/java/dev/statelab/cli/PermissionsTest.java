package dev.statelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.statelab.lab.api.ResourceTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests in docs/permissions.md: they are enough, and nothing in them is too much. */
class PermissionsTest {

    private static final YAMLMapper YAML = new YAMLMapper();

    @TempDir
    private Path folder = Path.of("");

    private static String manifest(String task) throws IOException {
        Matcher block = Pattern.compile("## " + task + "\n+```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/permissions.md")));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    /** A cluster with a solution of the task, and the kubeconfig of the service account {@code grader} in it. */
    private Path grader(OpenLab lab, String task) throws IOException {
        try (ShellSession shell = ShellSession.start(Files.createDirectory(folder.resolve("home")))) {
            shell.run("export KUBECONFIG=" + lab.kubeconfig());
            shell.run("kubectl apply -f "
                    + Path.of("../reference-solutions").resolve(task).toAbsolutePath().normalize());
            shell.run("kubectl apply -f " + Files.writeString(folder.resolve("rbac.yaml"), manifest(task)));
            String token = shell.run("kubectl create token grader -n " + task).getFirst();
            ObjectNode kubeconfig = (ObjectNode) YAML.readTree(lab.kubeconfig().toFile());
            ((ObjectNode) kubeconfig.path("users").path(0)).putObject("user").put("token", token);
            return Files.writeString(folder.resolve("grader-kubeconfig"), YAML.writeValueAsString(kubeconfig));
        }
    }

    private static JsonNode evaluate(String task, Path kubeconfig) throws IOException {
        Terminal terminal = new Terminal();
        int _ = terminal.run("evaluate", task, "--kubeconfig", kubeconfig.toString(), "--format", "json");
        assertThat(terminal.out()).as(terminal.err()).isNotEmpty();
        return new ObjectMapper().readTree(terminal.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"task-02", "task-05"})
    void they_are_enough_for_the_full_score(String task) throws IOException {
        try (OpenLab lab = OpenLab.start(folder)) {
            JsonNode evaluation = evaluate(task, grader(lab, task));

            assertThat(evaluation.path("score").asInt()).as(evaluation.toPrettyString()).isEqualTo(100);
        }
    }

    /** Without any single one of them, something cannot be found out, and it is said what is missing. */
    @Test
    void each_of_them_is_needed() throws Exception {
        try (OpenLab lab = OpenLab.start(folder)) {
            Path kubeconfig = grader(lab, "task-02");
            ObjectNode role = lab.cluster().api().find(ResourceTypes.ROLE, "task-02", "grader").orElseThrow();
            for (ObjectNode lesser : eachWithoutOne(role)) {
                String missing = lesser.remove("missing").asText();
                lab.cluster().api().update(ResourceTypes.ROLE, "task-02", lesser.deepCopy());

                JsonNode evaluation = evaluate("task-02", kubeconfig);

                assertThat(evaluation.path("status").asText()).as(missing).isEqualTo("incomplete");
                assertThat(evaluation.toString()).as(missing).contains(missing);
            }
        }
    }

    private static List<ObjectNode> eachWithoutOne(ObjectNode role) {
        List<ObjectNode> roles = new ArrayList<>();
        for (int rule = 0; rule < role.path("rules").size(); rule++) {
            ArrayNode resources = (ArrayNode) role.path("rules").path(rule).path("resources");
            for (int resource = 0; resource < resources.size(); resource++) {
                if (resources.path(resource).asText().equals("events")) {
                    // They tell why a pod does not start, and all pods of this solution do.
                    continue;
                }
                ObjectNode lesser = role.deepCopy();
                ((ObjectNode) lesser.path("metadata")).remove("resourceVersion");
                ((ArrayNode) lesser.path("rules").path(rule).path("resources")).remove(resource);
                roles.add(lesser.put("missing", resources.path(resource).asText()));
            }
        }
        return roles;
    }
}
