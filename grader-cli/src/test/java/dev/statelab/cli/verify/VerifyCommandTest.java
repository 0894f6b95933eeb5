package dev.statelab.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {

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
                - id: headless
                  title: It is headless
                  points: 40
                  needs: [there]
                  expect: [{that: service.spec.clusterIP == "None", show: service.spec.clusterIP, expected: no address}]
            """;

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: small}
            spec: {clusterIP: None, selector: {app: web}, ports: [{port: 80}]}
            """;

    private static final String CASE = """
            apiVersion: statelab.dev/v1
            kind: Case
            metadata: {name: %s, title: A case}
            spec:
              patches: [{target: {kind: Service}, patch: [%s]}]
              %s
            """;

    private static final String WITH_ADDRESS = "{op: remove, path: /spec/clusterIP}";

    private final Terminal terminal = new Terminal();

    @TempDir
    private Path home = Path.of("");

    private int verify(String... cases) throws IOException {
        write("tasks/small/task.yaml", TASK);
        write("reference-solutions/small/service.yaml", SERVICE);
        for (int i = 0; i < cases.length; i++) {
            write("tasks/small/cases/case-" + i + ".yaml", cases[i].replace("NAME", "case-" + i));
        }
        return terminal.run("verify", "--tasks", home.resolve("tasks").toString());
    }

    private void write(String file, String text) throws IOException {
        Path path = home.resolve(file);
        Path _ = Files.createDirectories(path.resolveSibling("."));
        Path _ = Files.writeString(path, text);
    }

    @Test
    void a_rubric_that_gives_what_the_cases_say_is_as_expected() throws IOException {
        int exitCode = verify(CASE.formatted("NAME", WITH_ADDRESS, "outcomes: {there: passed, headless: failed}"));

        assertThat(terminal.out()).isEqualTo("""
                small:
                  ok         reference        100/100  The reference solution as it is
                  ok         empty-namespace    0/100  A namespace with nothing in it
                  ok         case-0            60/100  A case
                  3 of 3 cases as expected.

                """);
        assertThat(exitCode).isZero();
    }

    @Test
    void each_difference_is_told_with_the_reason() throws IOException {
        int exitCode = verify(CASE.formatted("NAME", WITH_ADDRESS, "outcomes: {there: failed, headless: passed}"));

        assertThat(terminal.out()).contains("DIFFERENT  case-0 ", "there: expected failed, found passed",
                "headless: expected passed, found failed\n        expected no address, found 10.",
                "2 of 3 cases as expected; 1 is not.");
        assertThat(exitCode).isEqualTo(1);
    }

    @Test
    void what_the_api_server_refuses_is_a_difference_unless_it_must() throws IOException {
        String refused = "{op: replace, path: /spec/ports/0/port, value: 70000}";
        String outcomes = "outcomes: {there: failed, headless: blocked by there}";

        int exitCode = verify(CASE.formatted("NAME", refused, outcomes),
                CASE.formatted("NAME", refused, outcomes + "\n  refused: [{kind: Service}]"),
                CASE.formatted("NAME", WITH_ADDRESS,
                        "outcomes: {there: passed, headless: failed}\n  refused: [{kind: Service}]"));

        assertThat(terminal.out()).contains("DIFFERENT  case-0 ", "Service web: expected applied, found refused",
                "ok         case-1 ", "DIFFERENT  case-2 ", "Service: expected refused, found applied");
        assertThat(exitCode).isEqualTo(1);
    }

    @Test
    void a_faulty_case_is_told_before_anything_is_deployed() throws IOException {
        int exitCode = verify(CASE.formatted("NAME", "{op: remove, path: /spec/nosuch}",
                "outcomes: {there: passed, headless: passed}"));

        assertThat(terminal.err()).contains("case-0.yaml:5:", "expected an operation that fits Service");
        assertThat(exitCode).isEqualTo(2);
    }

    @Test
    void a_task_that_is_not_there_is_told() throws IOException {
        int exitCode = verify();

        assertThat(exitCode).isZero();
        assertThat(terminal.run("verify", "smal", "--tasks", home.resolve("tasks").toString())).isEqualTo(2);
        assertThat(terminal.err()).contains("did you mean 'small'?");
    }

    private int verifyCharts(String... cases) throws IOException {
        write("tasks/small/task.yaml", TASK);
        for (String chart : List.of("one", "two")) {
            write("reference-solutions/small/" + chart + "/Chart.yaml", "{apiVersion: v2, name: web, version: 0.1.0}");
            write("reference-solutions/small/" + chart + "/values.yaml", "address: None");
            write("reference-solutions/small/" + chart + "/templates/service.yaml",
                    SERVICE.replace("clusterIP: None", "clusterIP: {{ .Values.address }}"));
        }
        for (int i = 0; i < cases.length; i++) {
            write("tasks/small/cases/case-" + i + ".yaml", cases[i].replace("NAME", "case-" + i));
        }
        return terminal.run("verify", "--tasks", home.resolve("tasks").toString());
    }

    private static final String CHART_CASE = """
            apiVersion: statelab.dev/v1
            kind: Case
            metadata: {name: NAME, title: A case}
            spec:
              %s
              outcomes: {there: %s, headless: %s}
            """;

    @Test
    void each_chart_of_a_folder_is_a_reference_solution_and_cases_change_them() throws IOException {
        int exitCode = verifyCharts(
                CHART_CASE.formatted("chart: {set: {address: 10.96.0.7}}", "passed", "failed"),
                CHART_CASE.formatted(
                        "reference: two\n  chart: {replace: [{file: templates/service.yaml, text: 'name: web',"
                                + " with: 'name: wob'}]}",
                        "failed", "blocked by there"));

        assertThat(terminal.out()).isEqualTo("""
                small:
                  ok         reference-one    100/100  The reference solution as it is
                  ok         reference-two    100/100  The reference solution as it is
                  ok         empty-namespace    0/100  A namespace with nothing in it
                  ok         case-0            60/100  A case
                  ok         case-1             0/100  A case
                  5 of 5 cases as expected.

                """);
        assertThat(exitCode).isZero();
    }

    @Test
    void a_text_that_is_not_in_the_chart_exactly_once_is_a_mistake_of_the_case() throws IOException {
        int exitCode = verifyCharts(
                CHART_CASE.formatted("chart: {replace: [{file: templates/service.yaml, text: nosuch,"
                        + " with: x}]}", "passed", "passed"));

        assertThat(terminal.err())
                .contains("case-0.yaml:5:21: expected a text that is in templates/service.yaml exactly"
                        + " once, found none");
        assertThat(exitCode).isEqualTo(2);
    }

    @Test
    void a_reference_solution_that_is_not_there_is_told_with_those_there_are() throws IOException {
        int exitCode = verifyCharts(CHART_CASE.formatted("reference: three\n  without: [{kind: Service}]", "failed",
                "failed"));

        assertThat(terminal.err())
                .contains("The case case-0 of small changes 'three'. Expected one of the charts one, two.");
        assertThat(exitCode).isEqualTo(2);
    }
}
