package dev.statelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedParametersTest {

    private static final String TASK = """
            apiVersion: statelab.dev/v1
            kind: Task
            metadata: {name: small, title: A small task}
            spec:
              namespace: small
              parameters:
                service:
                  title: the Service that governs the pods
                  object: {apiVersion: v1, kind: Service}
                  find:
                    - {where: candidate.spec.?clusterIP.orValue("") == "None", because: the only headless Service}
              observe: {}
              criteria: [{id: named, title: It is called a, points: 100, expect: [{that: service.metadata.name == "a"}]}]
            """;

    private static final String SUBMISSION = """
            apiVersion: statelab.dev/v1
            kind: Submission
            parameters: {service: %s}
            """;

    private final Terminal terminal = new Terminal();

    @TempDir
    private Path home = Path.of("");

    @BeforeEach
    void task() throws IOException {
        write("tasks/small/task.yaml", TASK);
        work("a");
    }

    private void work(String... services) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String service : services) {
            text.append("---\napiVersion: v1\nkind: Service\nmetadata: {name: ").append(service)
                    .append("}\nspec: {clusterIP: None, selector: {app: web}, ports: [{port: 80}]}\n");
        }
        write("reference-solutions/small/services.yaml", text.toString());
    }

    private void write(String file, String text) throws IOException {
        Path path = home.resolve(file);
        Path _ = Files.createDirectories(path.resolveSibling("."));
        Path _ = Files.writeString(path, text);
    }

    private int evaluate(String... more) {
        return run(List.of("evaluate", "small", "--lab", "--apply", solution()), more);
    }

    private int check(String... more) {
        return run(List.of("check", "small", solution()), more);
    }

    private String solution() {
        return home.resolve("reference-solutions/small").toString();
    }

    private int run(List<String> args, String... more) {
        List<String> all = new ArrayList<>(args);
        all.addAll(List.of("--tasks", home.resolve("tasks").toString()));
        all.addAll(List.of(more));
        return terminal.run(all.toArray(String[]::new));
    }

    @Test
    void what_was_found_is_told_with_the_reason() {
        assertThat(evaluate()).isZero();

        assertThat(terminal.out()).contains("  service  a: the only headless Service\n");
    }

    @Test
    void what_is_ambiguous_is_told_with_the_way_out_and_costs_nothing() throws IOException {
        work("a", "b");

        assertThat(evaluate()).isEqualTo(ExitCode.INCOMPLETE);

        assertThat(terminal.out()).contains("2 could be the Service that governs the pods; name a or b by --param",
                "incomplete");
    }

    @Test
    void the_option_names_it() throws IOException {
        work("a", "b");

        assertThat(evaluate("--param", "service=a")).isZero();
        assertThat(evaluate("--param", "service=b")).isEqualTo(ExitCode.BELOW_PASS_MARK);
        assertThat(check("--param", "service=a")).isZero();
    }

    @Test
    void a_file_with_the_work_names_it_unless_the_option_does_and_is_not_deployed() throws IOException {
        work("a", "b");
        write("reference-solutions/small/submission.yaml", SUBMISSION.formatted("b"));

        assertThat(check()).isEqualTo(ExitCode.BELOW_PASS_MARK);
        assertThat(terminal.err()).isEmpty();
        assertThat(check("--param", "service=a")).isZero();
    }

    @Test
    void what_it_cannot_be_is_refused_with_what_it_could_be() throws IOException {
        work("a", "b");

        assertThat(evaluate("--param", "service=c")).isEqualTo(ExitCode.USAGE);
        assertThat(check("--param", "service=c")).isEqualTo(ExitCode.USAGE);

        assertThat(terminal.out()).isEmpty();
        assertThat(terminal.err()).isEqualTo("""
                Expected the Service that governs the pods in --param or submission.yaml, found service=c. \
                It could be a, b.
                Nothing was graded.
                """.repeat(2));
    }

    @Test
    void a_name_that_is_no_parameter_is_refused_before_anything_is_deployed() throws IOException {
        assertThat(evaluate("--param", "servise=a")).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err())
                .isEqualTo("Expected one of the parameters service, found --param servise=a.\n");

        write("reference-solutions/submission.yaml", SUBMISSION.formatted("a").replace("service", "servise"));
        assertThat(evaluate()).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).contains("submission.yaml:3:14: expected one of the parameters service, found"
                + " 'servise' (did you mean 'service'?)");
    }

    @Test
    void a_case_names_it() throws IOException {
        write("tasks/small/cases/two.yaml", """
                apiVersion: statelab.dev/v1
                kind: Case
                metadata: {name: two, title: Two of them}
                spec:
                  objects:
                    - apiVersion: v1
                      kind: Service
                      metadata: {name: b}
                      spec: {clusterIP: None, selector: {app: web}, ports: [{port: 80}]}
                  parameters: {service: b}
                  outcomes: {named: failed}
                """);

        assertThat(run(List.of("verify", "small"))).as(terminal.out()).isZero();
    }
}
