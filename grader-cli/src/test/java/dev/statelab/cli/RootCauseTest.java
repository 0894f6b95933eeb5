package dev.statelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reference solutions with one mistake, on a lab cluster, and what the grader says of it. */
class RootCauseTest {

    private final Terminal terminal = new Terminal();

    @TempDir
    private Path folder = Path.of("");

    private JsonNode evaluate(String task, String manifest) throws IOException {
        Path file = Files.writeString(folder.resolve("solution.yaml"), manifest);
        int _ = terminal.run("evaluate", task, "--lab", "--apply", file.toString(), "--format", "json");
        return new ObjectMapper().readTree(terminal.out());
    }

    /** A reference solution in which one piece of text is another. */
    private static String changed(String task, String text, String replacement) throws IOException {
        String manifest = Files.readString(Path.of("../reference-solutions", task + "-all-in-one.yaml"));
        assertThat(manifest).contains(text);
        return manifest.replace(text, replacement.replace("\\n", "\n"));
    }

    private JsonNode rootCause(JsonNode evaluation, String criterion) {
        return StreamSupport.stream(evaluation.path("rootCauses").spliterator(), false)
                .filter(cause -> cause.path("criteria").toString().contains('"' + criterion + '"')).findFirst()
                .orElseThrow(() -> new AssertionError(terminal.out()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            imagePullPolicy: Never | imagePullPolicy: Never\\n          command: [sh, -c, "echo boom; exit 3"] | pods-running | Container app ends with exit code 3
            serviceName: key-value-headless | serviceName: key-value | headless-service | serviceName names key-value, but the Service is called key-value-headless
            accessModes: | storageClassName: fast\\n        accessModes: | pods-running | StorageClass fast does not exist
            - name: data\\n              mountPath | - name: dta\\n              mountPath | pods-running | The mount dta has the name of no volume
            name: POD_NAME | {name: DATA_DIR, value: /tmp}\\n            - name: POD_NAME | data-persistence | Pod key-value-svc-0 does not give back what it had before its restart
            """)
    void a_mistake_is_told_by_its_root_cause(String text, String replacement, String criterion, String title)
            throws IOException {
        JsonNode evaluation = evaluate("task-02", changed("task-02", text.replace("\\n", "\n"), replacement));

        assertThat(rootCause(evaluation, criterion).path("title").asText()).isEqualTo(title);
    }

    @Test
    void the_log_of_the_run_before_is_shown() throws IOException {
        JsonNode evaluation = evaluate("task-05",
                changed("task-05", "if [ ! -f /data/counter.txt ]; then",
                        "echo no tools here; exit 7\n              if true; then"));

        JsonNode cause = rootCause(evaluation, "pods-running");
        assertThat(cause.path("title").asText()).isEqualTo("Init container init-counter ends with exit code 7");
        assertThat(cause.path("log").get(0).asText()).isEqualTo("no tools here");
    }

    @Test
    void a_file_of_root_is_told_with_its_owner_and_the_user() throws IOException {
        JsonNode evaluation = evaluate("task-05",
                changed("task-05", "chown 1000:1000 /data /data/counter.txt", "true"));

        JsonNode cause = rootCause(evaluation, "counter-increment");
        assertThat(cause.path("title").asText()).isEqualTo("The application may not write /data/counter.txt");
        assertThat(cause.path("expected").asText()).contains("user 1000");
        assertThat(cause.path("found").asText()).contains("belongs to 0:0").contains("counter-data");
        assertThat(cause.path("try").asText()).startsWith("in init container init-counter `chown -R 1000:1000 /data`");
    }

    @Test
    void what_went_to_the_default_namespace_is_found_there() throws IOException {
        String solution = changed("task-02", "namespace: task-02", "namespace: default");

        JsonNode evaluation = evaluate("task-02", solution);

        JsonNode cause = rootCause(evaluation, "statefulset-exists");
        assertThat(cause.path("title").asText())
                .isEqualTo("The work is in the namespace default, not in task-02");
        assertThat(cause.path("criteria")).hasSize(2);
    }

    @Test
    void the_port_that_the_application_says_it_listens_on_is_named() throws IOException {
        String probe = """
                          readinessProbe:
                            httpGet:
                              path: /health
                              port: http
                            periodSeconds: 1
                """;

        JsonNode evaluation = evaluate("task-02",
                changed("task-02", probe, "").replace("name: POD_NAME",
                        "{name: PORT, value: \"5001\"}\n            - name: POD_NAME"));

        assertThat(rootCause(evaluation, "store-data").path("title").asText())
                .isEqualTo("The application listens on port 5001, not on 5000");
    }

    @Test
    void a_deployment_is_named_as_what_it_is() throws IOException {
        JsonNode evaluation = evaluate("task-02", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: key-value-svc, namespace: task-02}
                spec:
                  selector: {matchLabels: {app: kv}}
                  template:
                    metadata: {labels: {app: kv}}
                    spec: {containers: [{name: app, image: "kvstore:latest", imagePullPolicy: Never}]}
                """);

        assertThat(rootCause(evaluation, "statefulset-exists").path("title").asText())
                .isEqualTo("key-value-svc is a Deployment, not a StatefulSet");
    }

    @Test
    void what_passes_has_no_root_cause() throws IOException {
        JsonNode evaluation = evaluate("task-02", changed("task-02", "replicas: 4", "replicas: 4"));

        assertThat(evaluation.path("score").asInt()).isEqualTo(100);
        assertThat(evaluation.path("rootCauses")).isEmpty();
    }
}
