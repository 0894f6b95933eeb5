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
    void a_declaration_of_what_makes_a_difference_is_a_mistake() throws IOException {
        declare("Service web: spec.ports[0].port 80 -> 81");

        int exitCode = mutate();

        assertThat(terminal.err())
                .contains("mutation.yaml:7:17: expected a mutant that makes no difference, found one that"
                        + " does: Service web: spec.ports[0].port 80 -> 81");
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

    private static final String OTHER_PORT = """
            apiVersion: statelab.dev/v1
            kind: Case
            metadata: {name: other-port, title: Another port}
            spec:
              patches: [{target: {kind: Service}, patch: [{op: replace, path: /spec/ports/0/port, value: 79}]}]
              outcomes: {there: passed, port: failed}
            """;

    @Test
    void a_mistake_in_the_rubric_that_no_case_notices_is_a_question_to_the_author() throws IOException {
        write("tasks/small/cases/other-port.yaml", OTHER_PORT);

        int exitCode = mutate("--rubric");

        assertThat(terminal.out()).isEqualTo("""
                small:
                  survived    port: needs without there
                      No case notices. Which solution would be graded wrong, and is it a case?
                  survived    port: expect[0].that .all( -> .exists( in 'service.spec.ports.all(p, p.port == 80)'
                      No case notices. Which solution would be graded wrong, and is it a case?
                  survived    port: expect[0].that == -> >= in '...vice.spec.ports.all(p, p.port == 80)'
                      No case notices. Which solution would be graded wrong, and is it a case?
                  8 mutants: 5 noticed, 3 survived.
                """);
        assertThat(exitCode).isEqualTo(1);
    }

    @Test
    void the_case_that_notices_a_mistake_in_the_rubric_is_named() throws IOException {
        write("tasks/small/cases/other-port.yaml", OTHER_PORT);

        int _ = mutate("--rubric", "--all");

        assertThat(terminal.out()).contains("port: expect[0].that -> true, always\n"
                + "      case other-port: port passed instead of failed");
    }

    @Test
    void nothing_is_said_of_a_rubric_whose_cases_come_out_different() throws IOException {
        write("tasks/small/cases/other-port.yaml", OTHER_PORT.replace("port: failed", "port: passed"));

        int exitCode = mutate("--rubric");

        assertThat(terminal.err()).contains("case other-port: port expected passed, found failed",
                "'grader verify' shows where it does not");
        assertThat(exitCode).isEqualTo(3);
    }
}
