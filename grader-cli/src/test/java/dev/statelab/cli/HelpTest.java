package dev.statelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

    private final Terminal terminal = new Terminal();

    @ParameterizedTest
    @ValueSource(strings = {"--help", "evaluate --help", "demo --help", "batch --help", "report --help", "lab --help",
        "check --help", "lab up --help",
        "lab down --help", "submit --help", "submission --help", "submission verify --help",
        "lab images --help", "tasks --help", "tasks show --help", "tasks lint --help", "tasks new --help"})
    void every_command_explains_itself(String line) {
        int exitCode = terminal.run(line.split(" "));

        assertThat(terminal.out()).contains("Usage: grader");
        assertThat(exitCode).isZero();
    }

    @Test
    void evaluate_shows_examples() {
        int _ = terminal.run("evaluate", "--help");

        assertThat(terminal.out()).contains("grader evaluate task-02 --context k3s --namespace alice");
    }

    @Test
    void a_shell_can_complete_the_options() {
        int exitCode = terminal.run("generate-completion");

        assertThat(terminal.out()).contains("--kubeconfig");
        assertThat(exitCode).isZero();
    }
}
