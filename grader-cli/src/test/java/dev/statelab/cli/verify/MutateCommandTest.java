package dev.statelab.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statelab.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutateCommandTest {

    private static final String TASK = """
            apiVersion: statelab.dev/v1
            kind: Task
            metadata: {name: small, title: A small task}
            spec:
              namespace: small
              observe:
                service: {apiVersion: v1, kind: Service, name: web}
              criteria:
                - {id: there, title: It is there, points: 60, expect: [{that: exists(service)}]}
                - id: port
                  title: Its port
                  points: 40
                  needs: [there]
                  expect: [{that: "service.spec.ports.all(p, p.port == 80)"}]
            """;

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: small}
            spec: {ports: [{port: 80}], selector: {app: web}}
            """;

    private final Terminal terminal = new Terminal();

    @TempDir
    private Path home = Path.of("");

    @BeforeEach
    void write_a_task() throws IOException {
        write("tasks/small/task.yaml", TASK);
        write("reference-solutions/small/service.yaml", SERVICE);
    }

    private void write(String file, String text) throws IOException {
        Path path = home.resolve(file);
        Path _ = Files.createDirectories(path.resolveSibling("."));
        Path _ = Files.writeString(path, text);
    }

    private void declare(String... mutants) throws IOException {
        write("tasks/small/mutation.yaml", """
                apiVersion: statelab.dev/v1
                kind: Mutation
                metadata: {name: small}
                spec:
                  equivalent:
                    - reason: nobody asks for pods
                      mutants: ["%s"]
                """.formatted(String.join("\", \"", mutants)));
    }

    private int mutate(String... options) {
        String[] args = new String[options.length + 4];
        args[0] = "mutate";
        args[1] = "small";
        args[2] = "--tasks";
        args[3] = home.resolve("tasks").toString();
        System.arraycopy(options, 0, args, 4, options.length);
        return terminal.run(args);
    }

    @Test
    void what_keeps_all_points_is_a_question_to_the_author() {
        int exitCode = mutate();

        assertThat(terminal.out()).isEqualTo("""
                small:
                  survived    Service web: spec.selector removed
                      It keeps all points. Is the field not required, or not checked?
                  survived    Service web: spec.selector emptied
                      It keeps all points. Is the field not required, or not checked?
                  survived    Service web: spec.selector.app emptied
                      It keeps all points. Is the field not required, or not checked?
                  survived    Service web: spec.selector.app web -> webx
                      It keeps all points. Is the field not required, or not checked?
                  16 mutants: 4 killed, 8 refused, 4 survived.
                """);
        assertThat(exitCode).isEqualTo(1);
    }

    @Test
    void what_is_declared_is_no_question() throws IOException {
        declare("Service web: spec.selector removed", "Service web: spec.selector emptied",
                "Service web: spec.selector.app emptied", "Service web: spec.selector.app web -> webx");

        int exitCode = mutate();

        assertThat(terminal.out()).isEqualTo("small:\n  16 mutants: 4 equivalent, 4 killed, 8 refused.\n");
        assertThat(exitCode).isZero();
    }

    @Test
    void a_declaration_of_what_loses_points_is_a_mistake() throws IOException {
        declare("Service web: spec.ports[0].port 80 -> 81");

        int exitCode = mutate();

        assertThat(terminal.err())
                .contains("mutation.yaml:7:17: expected a mutant that keeps all points, found one that"
                        + " loses some: Service web: spec.ports[0].port 80 -> 81");
        assertThat(exitCode).isEqualTo(2);
    }

    @Test
    void programs_get_every_mutant_with_what_became_of_it() throws IOException {
        int _ = mutate("--format", "json");

        JsonNode mutants = new ObjectMapper().readTree(terminal.out()).path("mutants");

        assertThat(mutants).hasSize(16).anySatisfy(mutant -> {
            assertThat(mutant.path("field").asText()).isEqualTo("spec.ports[0].port");
            assertThat(mutant.path("change").asText()).isEqualTo("80 -> 81");
            assertThat(mutant.path("verdict").asText()).isEqualTo("killed");
            assertThat(mutant.path("lost").asInt()).isEqualTo(40);
            assertThat(mutant.path("criteria").get(0).asText()).isEqualTo("port failed");
        }).anySatisfy(mutant -> {
            assertThat(mutant.path("mutant").asText()).isEqualTo("Service web: spec.ports removed");
            assertThat(mutant.path("verdict").asText()).isEqualTo("refused");
            assertThat(mutant.path("message").asText()).contains("spec.ports: Required value");
        });
    }
}
